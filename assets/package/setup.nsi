; The installer for Windows: for the one who runs it, without an administrator. /S installs in silence.
Target amd64-unicode
Name "Cuecard ${VERSION}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\Cuecard"
RequestExecutionLevel user
SetCompressor /SOLID lzma
Icon "${TREE}/cuecard.ico"
UninstallIcon "${TREE}/cuecard.ico"
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Cuecard"
Page directory
Page instfiles
UninstPage uninstConfirm
UninstPage instfiles

Section
  SetOutPath "$INSTDIR"
  File "${TREE}/cuecard.exe" "${TREE}/cuecard.ico" "${TREE}/LICENSE.txt" "${TREE}/licenses.txt" "${TREE}/format.md"
  SetOutPath "$INSTDIR\tour"
  File /r "${TREE}/tour/*"
  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\Cuecard.lnk" "$INSTDIR\cuecard.exe" "" "$INSTDIR\cuecard.ico"
  ; The Run dialog (Windows R) and `start cuecard` in a terminal find it by its name.
  WriteRegStr HKCU "Software\Microsoft\Windows\CurrentVersion\App Paths\cuecard.exe" "" "$INSTDIR\cuecard.exe"
  ; "Open with" for a deck's file.
  WriteRegStr HKCU "Software\Classes\Applications\cuecard.exe" "FriendlyAppName" "Cuecard"
  WriteRegStr HKCU "Software\Classes\Applications\cuecard.exe\shell\open\command" "" '"$INSTDIR\cuecard.exe" "%1"'
  WriteRegStr HKCU "Software\Classes\Applications\cuecard.exe\SupportedTypes" ".toml" ""
  WriteRegStr HKCU "${KEY}" "DisplayName" "Cuecard"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\cuecard.ico"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
SectionEnd

Section "Uninstall"
  ; What was put there and no more: somebody may keep a talk in the folder. Settings and takes are the speaker's.
  Delete "$INSTDIR\cuecard.exe"
  Delete "$INSTDIR\cuecard.ico"
  Delete "$INSTDIR\LICENSE.txt"
  Delete "$INSTDIR\licenses.txt"
  Delete "$INSTDIR\format.md"
  RMDir /r "$INSTDIR\tour\fonts"
  RMDir /r "$INSTDIR\tour\pictures"
  Delete "$INSTDIR\tour\*.toml"
  Delete "$INSTDIR\tour\*.csv"
  RMDir "$INSTDIR\tour"
  Delete "$SMPROGRAMS\Cuecard.lnk"
  DeleteRegKey HKCU "${KEY}"
  DeleteRegKey HKCU "Software\Microsoft\Windows\CurrentVersion\App Paths\cuecard.exe"
  DeleteRegKey HKCU "Software\Classes\Applications\cuecard.exe"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
SectionEnd
