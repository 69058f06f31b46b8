# How slides give way to one another on the stage. Read by tests/display.sh: call `motion` where no talk runs. $work,
# `check` and `shot` are those of rig.sh.

moving() { # transition: a talk of two slides that come by it
    mkdir -p "$work/moving"
    cat >"$work/moving/deck.toml" <<DECK
[deck]
title = "Moving"
language = "en"
transition = "$1"
[[slide]]
layout = "section"
title = "Wherever it goes"
[[slide]]
layout = "bullets"
title = "Wherever it goes"
body = "- one\n- two\n- three"
DECK
    deck="$work/moving" present
    await Stage
    sleep 2
    stage=$(window Stage)
    timeout 5 xdotool windowfocus --sync "$stage"
}

# Pictures of the stage that one press brought, the longest time between two of them and all of it in ms. Looked at is a
# line in the title of the slide that comes, where it rests: what goes may be gone at the second picture.
frames() { python3 tests/display/latency.py --frames "$1" $((1920 + 130)) "$2"; }

motion() {
    echo "transitions"
    local kind seen
    for kind in fade push move; do
        moving "$kind"
        seen=$(frames Right 100)
        echo "  $kind, pictures, longest wait and length in ms: $seen"
        check "$kind: the slide comes by and by" test "${seen%% *}" -ge 2
        shot moved "$stage"
        deck="$work/moving" slide "moved-$kind" 2 0 1280x720
        check "$kind: and then stands as it should" same moved "moved-$kind" 0.001
        seen=$(frames Left 320)
        echo "  $kind, back: $seen"
        check "$kind: and goes as it came" test "${seen%% *}" -ge 2
        leave
    done
    mkdir -p "$XDG_CONFIG_HOME/cuecard"
    printf 'version = 1\n[stage]\nmotion = "none"\n' >"$XDG_CONFIG_HOME/cuecard/settings.toml"
    moving push
    seen=$(frames Right 100)
    check "motion = \"none\": one picture and no more" test "${seen%% *}" = 1
    leave
    rm "$XDG_CONFIG_HOME/cuecard/settings.toml"
}
