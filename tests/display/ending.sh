# A talk to its end by mouse. Read by tests/display.sh: call `ending` where no talk runs. `begun`, `shows` and `hides` are
# those of talking.sh.

ended() { [ ! -d "/proc/$app" ] || [ "$(awk '{print $3}' "/proc/$app/stat" 2>/dev/null)" = Z ]; }
alive() { ! ended; }
click_end() { # the red button at the console's top right
    xdotool mousemove 1850 41
    sleep 0.3
    xdotool click 1
    sleep 1
}

ending() {
    echo "the end"
    begun steps --no-captions
    key "$console" Right
    check "the talk runs" within 4 taken steps
    shot stage "$stage"
    cp "$work/stage.png" "$work/told.png"
    click_end
    shot stage "$stage"
    check "the question is the speaker's alone" same stage told
    key "$console" Return
    sleep 1
    shot stage "$stage"
    check "the closing slide stands on the stage" differs stage told
    check "which is neither black nor the desktop" test "$(convert "$work/stage.png" -format %k info:)" -gt 20
    check "and the program stays" alive
    check "its take has its end" within 4 grep -q '"e":"end"' "$work/steps/takes/"*.jsonl
    cp "$work/stage.png" "$work/closing.png"
    key "$console" Left
    shot stage "$stage"
    check "a slide is shown again" differs stage closing
    key "$console" Escape
    sleep 0.5
    shot stage "$stage"
    check "Esc: back to the closing slide" same stage closing
    click_end
    check "Leave the stage asks" alive
    key "$console" Return
    check "and then leaves" within 4 ended
    leave
}
