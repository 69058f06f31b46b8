"""The microphone -> what Vosk hears, a line of JSON each time that it understands more. Called with a model's folder.

How loud the microphone is stands beside it (`Level: 34`, of 100), whenever that changes.

It asks no network: the model is a folder that is there already.
"""
import array
import json
import queue
import shutil
import subprocess
import sys

from vosk import KaldiRecognizer, Model, SetLogLevel

RATE = 16000
# A fifth of a second, in bytes of 16 bits.
PIECE = RATE // 5 * 2
# The loudest of so many pieces is told, where it is another by so much.
LATELY = 5
STEP = 5
RECORDERS = (
    ["parec", "--raw", "--format=s16le", "--channels=1", f"--rate={RATE}", "--latency-msec=100"],
    ["pw-record", "--format=s16", "--channels=1", f"--rate={RATE}", "-"],
    ["arecord", "-q", "-t", "raw", "-f", "S16_LE", "-c", "1", "-r", str(RATE)],
)


def by_portaudio():
    """Pieces of sound, or None where the library for it is not there."""
    try:
        import sounddevice
    except (ImportError, OSError):
        return None
    try:
        name = sounddevice.query_devices(None, "input")["name"]
        heard = queue.Queue()
        stream = sounddevice.RawInputStream(
            samplerate=RATE, blocksize=RATE // 5, dtype="int16", channels=1,
            callback=lambda data, *_: heard.put(bytes(data)))
        stream.start()
    except Exception:  # No microphone that PortAudio knows; a recorder may know one.
        return None
    print(f"Capture device: '{name}'", file=sys.stderr, flush=True)
    return iter(lambda: heard.get() if stream else b"", b"")


def by_recorder():
    """As above, from a program that records."""
    for words in RECORDERS:
        if shutil.which(words[0]):
            print(f"Capture device: '{words[0]}'", file=sys.stderr, flush=True)
            recorder = subprocess.Popen(words, stdout=subprocess.PIPE)
            return iter(lambda: recorder.stdout.read(PIECE), b"")
    return None


def levels():
    """Takes pieces of sound, and tells how loud they are; a call for each."""
    lately, told = [], None
    while True:
        piece = yield
        samples = array.array("h", piece[: len(piece) // 2 * 2])
        lately = [*lately[1 - LATELY :], max(max(samples, default=0), -min(samples, default=0)) * 100 // 32767]
        level = min(max(lately), 100)
        if told is None or abs(level - told) >= STEP:
            told = level
            print(f"Level: {level}", file=sys.stderr, flush=True)


def main():
    SetLogLevel(-1)
    recogniser = KaldiRecognizer(Model(sys.argv[1]), RATE)
    sound = by_portaudio() or by_recorder()
    if sound is None:
        sys.exit("no microphone: install one of sounddevice (pip), parec, pw-record, arecord")
    level = levels()
    next(level)
    for piece in sound:
        level.send(piece)
        done = recogniser.AcceptWaveform(piece)
        said = json.loads(recogniser.Result() if done else recogniser.PartialResult())
        print(json.dumps({key: said[key] for key in ("text", "partial") if key in said}, ensure_ascii=False), flush=True)
    print(json.dumps({"text": json.loads(recogniser.FinalResult())["text"]}, ensure_ascii=False), flush=True)
    sys.exit("the microphone has ended")


main()
