#!/usr/bin/env bash
# Sends live captions to a talk as captioners' programs do (curl, nc, a pipe, a file, a command) and proves by pictures
# that they reach the stage, and that whatever is sent, keys stay quick and memory small.
#   tests/display/live.sh [PATH TO cuecard]        (or CUECARD_BIN)
set -euo pipefail
cd "$(dirname "$0")/../.."
. tests/display/rig.sh

port=${CUECARD_CAPTIONS_PORT:-47470}
for tool in curl nc; do
    command -v "$tool" >/dev/null && continue
    apt-get install -y --no-install-recommends curl netcat-openbsd >"$work/apt.log" 2>&1 ||
        { cat "$work/apt.log" >&2; echo "live: cannot install $tool" >&2; exit 2; }
done

begin() { # arguments of cuecard; what is piped in goes on to it
    RUST_BACKTRACE=1 "$bin" "$deck" --now "$@" >"$work/app.out" 2>&1 <&0 &
    app=$!
    started+=("$app")
    await Console
    await Stage
    stage=$(window Stage)
    console=$(window Console)
    sleep 2
}
band() { # name: a picture of the part of the stage where captions stand
    shot stage "$stage"
    convert "$work/stage.png" -crop 1280x120+0+598 +repage "$work/$1.png"
}
words_in() { # name: something is written there
    [ "$(convert "$work/$1.png" -format %k info:)" -gt 15 ]
}
shows() { band now && words_in now; }
empty() { band now && ! words_in now; }
changed() { band now && words_in now && differs now "$1"; }
whole_slide() { shot stage "$stage" && same stage expect-1; }
status() { # arguments of curl: the answer's number
    curl -s -o /dev/null -w '%{http_code}' -m 5 "$@" || true
}
memory() { awk '/VmRSS/ {print int($2 / 1024)}' "/proc/$(inside)/status"; }
post() { curl -s -m 5 -o "$work/answer" --data-binary "$1" "http://127.0.0.1:$port/caption${2:-}"; }
listening() { (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; }

over_http() {
    echo "captions by HTTP"
    begin --captions "http://127.0.0.1:$port"
    check "nothing is shown before anything is sent" empty
    post $'Good evening, and welcome to all of you.\n' '?seq=1&lang=en'
    check "a post stands on the stage" within 2 shows
    check "and the answer says when" grep -q '^20..-..-..T' "$work/answer"
    cp "$work/now.png" "$work/first.png"
    post $'Something else altogether is said.\n' '?seq=1&lang=en'
    sleep 0.5
    band second
    check "the same number again is heard once" same first second 0.0001
    check "the last number can be asked for" test "$(curl -s -m 5 "http://127.0.0.1:$port/caption/seq")" = 1
    post $'And now something new is said.\n' '&seq=2&lang=en-GB'
    check "an address with & alone is understood" within 2 changed first
    local large=$work/large
    head -c 70000 /dev/zero | tr '\0' x >"$large"
    check "a large post is refused" test "$(status --data-binary "@$large" "http://127.0.0.1:$port/caption")" = 413
    check "what is no post is refused" test "$(status "http://127.0.0.1:$port/caption")" = 405
    check "another address is refused" test "$(status -d x "http://127.0.0.1:$port/")" = 404
    check "a web page is refused" test "$(status -d x -H 'Origin: https://example.org' "http://127.0.0.1:$port/caption")" = 403
    local at slow=()
    for at in $(seq 100); do
        exec {fd}<>"/dev/tcp/127.0.0.1/$port" && printf 'POST /caption HTTP/1.1\r\nHost: x\r\nContent-Le' >&"$fd" && slow+=("$fd")
    done
    check "a hundred clients that never finish keep nobody out" test "$(status -d x "http://127.0.0.1:$port/caption")" = 200
    for fd in "${slow[@]}"; do exec {fd}>&-; done
    slide expect-1 1 0 1280x720
    band before
    # The script's captions wait for the talk's time.
    key "$console" t
    key "$console" i
    check "i: the slide has the whole stage" within 3 whole_slide
    key "$console" i
    check "i: the script's captions" within 3 changed before
    cp "$work/now.png" "$work/script.png"
    post 'Words that wait. ' '?seq=3'
    key "$console" i
    check "i: live captions again" within 3 changed script
    check "they go after a silence" within 15 empty
    leave
    check "a token is needed for other computers" test "$("$bin" "$deck" --captions "http://0.0.0.0:$port" 2>&1 | grep -c token)" = 1
}

other_sources() {
    echo "captions from a pipe, a file, a command, a connection"
    mkfifo "$work/pipe"
    exec 4<>"$work/pipe"
    begin --captions - <"$work/pipe"
    echo "What is piped in is shown." >&4
    check "a pipe" within 2 shows
    exec 4>&-
    leave
    echo "This was there before the talk." >"$work/words.txt"
    begin --captions "file:$work/words.txt"
    check "a file's old words are not shown" empty
    echo "This is new." >>"$work/words.txt"
    check "what is added to it is" within 3 shows
    band before
    echo "Begun anew." >"$work/words.txt"
    check "a file that is begun anew is read again" within 3 changed before
    leave
    begin --captions "command:sleep 3; echo '{\"text\": \"A command prints this.\"}'; sleep 60"
    check "a command" within 5 shows
    leave
    begin --captions "tcp://127.0.0.1:$port"
    echo "First writer." | timeout 2 nc -q 0 127.0.0.1 "$port"
    check "a connection" within 2 shows
    band before
    echo "Second writer." | timeout 2 nc -q 0 127.0.0.1 "$port"
    check "a new connection goes on with the same lines" within 2 changed before
}

figures() {
    echo "figures"
    local quick quickest before after busy
    # The left end of the second line, where each of the words begins.
    quick=$(python3 tests/display/latency.py --captions "$port" $((1920 + 240)) 674 30 || echo none)
    echo "  words to new pixels on the stage, median and 95th ms: $quick"
    check "words stand on the stage within 100 ms" awk -v ms="${quick% *}" -v most="${CUECARD_WORDS_LIMIT:-100}" 'BEGIN { exit !(ms <= most) }'
    timeout 5 xdotool windowfocus --sync "$stage"
    quickest=$(python3 tests/display/latency.py b $((1920 + 560)) 300 20 || echo none)
    before=$(memory)
    python3 - "$port" <<-'PY' &
	import socket, sys, time
	to = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
	end, n = time.time() + 15, 0
	while time.time() < end:
	    to.sendall(b"".join(b"Line %d of very many lines\n" % (n + at) for at in range(1000)))
	    n += 1000
	    time.sleep(0.1)
	PY
    started+=($!)
    sleep 1
    busy=$(python3 tests/display/latency.py b $((1920 + 560)) 300 20 || echo none)
    echo "  key to new pixels: $quickest; with 10,000 lines a second: $busy"
    check "keys stay quick under 10,000 lines a second" awk -v ms="${busy% *}" -v most="${CUECARD_BUSY_LIMIT:-150}" 'BEGIN { exit !(ms <= most) }'
    wait $!
    head -c 100M /dev/zero | tr '\0' x | timeout 60 nc -q 0 127.0.0.1 "$port" || true
    sleep 1
    after=$(memory)
    echo "  memory: $before MiB, and $after MiB after a line of 100 MB"
    check "memory is bounded" test $((after - before)) -lt 40
    echo "Still here." | timeout 2 nc -q 0 127.0.0.1 "$port"
    check "and captions go on" within 2 shows
    check "in the middle of it all no word of a fault" test ! -s "$work/app.out"
    leave
}

to_a_meeting() {
    echo "captions sent on to a meeting"
    python3 - "$port" "$work/meeting" <<-'PY' &
	import http.server, sys
	class Meeting(http.server.BaseHTTPRequestHandler):
	    turned = False
	    def do_GET(self):
	        self.send_response(200); self.end_headers(); self.wfile.write(b"41")
	    def do_POST(self):
	        body = self.rfile.read(int(self.headers["Content-Length"]))
	        with open(sys.argv[2], "a") as log:
	            log.write(self.path.split("&")[1] + " " + body.decode().replace("\n", "|") + "\n")
	        self.send_response(200 if Meeting.turned else 503); self.end_headers()
	        Meeting.turned = True
	    def log_message(self, *_):
	        pass
	http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Meeting).serve_forever()
	PY
    started+=($!)
    within 30 listening
    export CUECARD_CAPTIONS_URL="http://127.0.0.1:$port/closedcaption?id=secret-of-the-meeting"
    begin --captions "command:sleep 3; echo One phrase; sleep 1; echo And another; sleep 60"
    unset CUECARD_CAPTIONS_URL
    sleep 6
    printf 'seq=42 One phrase|\nseq=42 One phrase|\nseq=43 And another|\n' >"$work/expected"
    check "each phrase has its number, and keeps it when it is sent again" diff "$work/expected" "$work/meeting"
    check "the meeting's address is never printed" test "$(grep -c secret-of-the-meeting "$work/app.out" || true)" = 0
    leave
}

over_http
other_sources
figures
to_a_meeting
exit "$failed"
