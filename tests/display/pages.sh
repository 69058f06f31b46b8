# What lies on top has the keys, on one screen, in a talk of its own. Read by tests/display.sh; $work, `check`, `same`,
# `key` and `shot` are those of rig.sh. Pictures of one screen of 1920 × 1080 are in $work as pages-*.png.

seen() { # name: what the window shows now
    shot "pages-$1" "$stage"
}
looks() { # name other: the window shows the same again, but for what runs
    seen now
    same pages-now "pages-$1" 0.002
}
changed() { ! looks "$1"; }

pages() {
    echo "pages over pages"
    screens one
    xdotool mousemove 20 1000 # Off all buttons.
    present --no-captions
    await Stage
    sleep 4 # What shows the strip is over.
    stage=$(window Stage)
    seen slide
    key "$stage" ctrl+k
    # The talk has not begun, so nothing is asked; on the only screen the check is a page.
    seen check
    check "Ctrl+K: the stage check" differs pages-check pages-slide
    key "$stage" ctrl+e
    seen export
    check "Ctrl+E over it: save for others" differs pages-export pages-check
    key "$stage" Escape
    check "Escape takes the page on top: the check is there" looks check
    key "$stage" Escape
    check "and Escape again: the slide" looks slide
    key "$stage" ctrl+k ctrl+e Return
    check "Ctrl+K, Ctrl+E, Enter: the deck is saved" within 20 test -s "$deck/$(basename "$deck").pdf"
    key "$stage" Escape Escape
    check "two Escapes: the slide" looks slide
    key "$stage" shift+x
    seen screens
    key "$stage" ctrl+e Escape
    check "Shift+X, Ctrl+E, Escape: the list of screens" looks screens
    key "$stage" Escape
    check "and Escape: the slide" looks slide
    key "$stage" ctrl+e
    seen export
    key "$stage" q
    seen question
    check "q on a page: the question lies over it" differs pages-question pages-export
    key "$stage" Right
    check "any other key takes it back, and the page is there" looks export
    key "$stage" Right 3 t n
    key "$stage" Escape
    check "arrows, digits and letters on a page are not heard behind it: the slide" looks slide
    key "$stage" ctrl+g ctrl+g
    seen clicker
    key "$stage" Next b
    check "the clicker's page shows what it sends" changed clicker
    key "$stage" Escape
    check "and moves nothing" looks slide
    key "$stage" question ctrl+k Escape
    check "help leads to the check, and that back to the slide" looks slide
    leave
}

without_letters() {
    echo "pages without letters"
    mkdir -p "$XDG_CONFIG_HOME/cuecard"
    printf 'version = 1\n[keys]\nletters = false\ncheck-test-card = "F9"\n' >"$XDG_CONFIG_HOME/cuecard/settings.toml"
    present --no-captions
    await Stage
    # The strip of the only screen, which comes with a window under the mouse, goes after two seconds.
    sleep 3
    stage=$(window Stage)
    seen slide
    key "$stage" b
    check "letters off: b does nothing" looks slide
    key "$stage" ctrl+k
    seen check
    key "$stage" k
    check "and k shows no test card" looks check
    key "$stage" F9
    check "F9, which has it now, does" changed check
    key "$stage" Escape Escape
    key "$stage" ctrl+e
    seen export
    key "$stage" 3
    check "and 3 chooses nothing on the page of exports" looks export
    key "$stage" Down
    check "arrows do" changed export
    leave
    rm "$XDG_CONFIG_HOME/cuecard/settings.toml"
}
