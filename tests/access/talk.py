"""Gives a talk by ear: presses keys, and compares what the bus of assistive technology tells with what a listener needs.

usage: talk.py PROGRAM DECK
"""
import os
import shutil
import signal
import subprocess
import sys
import time

from listen import LEAST, Atspi, Listener, control, lines, path, walk

program, deck = sys.argv[1:]

# Press Right, and this is said.
STEPS = [
    "Slide 2 of 8, Three things to have",
    "A flat roof",
    "Two hives",
    "A neighbour who likes honey",
    "Slide 3 of 8, Where they stand",
    "Slide 4 of 8, The year in kilograms",
    "Slide 5 of 8, We only keep the door.",
    "Slide 6 of 8, How it is counted",
    "Slide 7 of 8, In code",
    "Slide 8 of 8, Thank you",
]

# What stands in the stage's window after so many presses.
TREES = {
    0: ["panel: Slide 1 of 8, Bees on a roof", "  heading: Bees on a roof", "  paragraph: What a first year teaches"],
    1: ["panel: Slide 2 of 8, Three things to have", "  heading: Three things to have"],
    3: [
        "panel: Slide 2 of 8, Three things to have",
        "  heading: Three things to have",
        "  list:",
        "    list item: A flat roof",
        "    list item: Two hives",
    ],
    5: [
        "panel: Slide 3 of 8, Where they stand",
        "  heading: Where they stand",
        "  table:",
        "    table row:",
        "      column header: Town",
        "      column header: Hives",
        "    table row:",
        "      row header: Ash",
        "      table cell: 12",
        "    table row:",
        "      row header: Birch",
        "      table cell: 30",
    ],
    7: [
        "panel: Slide 5 of 8, We only keep the door.",
        "  block quote:",
        "    paragraph: We only keep the door.",
        "    paragraph: An old beekeeper",
    ],
}


def start(*arguments, **more):
    return subprocess.Popen([program, *arguments], env={**os.environ, **more})


def end(running, listener):
    running.terminate()
    running.wait(timeout=20)
    listener.until(lambda: not listener.frames())


def starts_with(tree, expected):
    return tree[: len(expected)] == expected


def library():
    print("library")
    ear = Listener("cuecard")
    running = start()
    ear.check("the window is there", ear.until(lambda: ear.frame("Cuecard")), lambda: ear.frames())
    active = Atspi.StateType.ACTIVE
    ear.check(
        "and is known to be the active one, from its first moment",
        ear.until(lambda: "Cuecard" in ear.activated and ear.frame("Cuecard").get_state_set().contains(active)),
        lambda: ear.activated,
    )
    for keys, role in ((["Right"], "radio button"), (["m"], "menu item"), (["Down"], "menu item"), (["Escape"], "radio button")):
        before = len(ear.focuses)
        ear.press(*keys)
        told = lambda: any(it == role for it, _ in ear.focuses[before:])  # noqa: E731
        ear.check(f"{keys[0]} says what is chosen, a {role}", ear.until(told), lambda: ear.focuses[before:])
    tab(ear, None)
    end(running, ear)
    return ear.failed


def faulty():
    """A deck with a fault: what can be done about it is walked as any page."""
    print("a deck with a fault")
    bad = shutil.copytree(deck, f"{deck}-faulty")
    with open(f"{bad}/deck.toml", "a") as text:
        text.write('\n[[slide]]\ntitle = "More"\nboddy = "Misspelt"\n')
    ear = Listener("cuecard")
    running = start("present", bad, "--now")
    words = lambda: [line for frame in ear.frames() for line in lines(frame)]  # noqa: E731
    ear.check("the page is there", ear.until(lambda: ear.activated and any("boddy" in it for it in words())), words)
    ear.check("  and that it waits is said", ear.until(lambda: any("all the same" in it for it in ear.said)), lambda: ear.said)
    # The audience's window may have the keyboard.
    subprocess.run(["wmctrl", "-F", "-a", "Cuecard"], check=True)
    ear.until(lambda: ear.frame("Cuecard").get_state_set().contains(Atspi.StateType.ACTIVE))
    tab(ear, None)
    end(running, ear)
    return ear.failed


def broken_off():
    """Windows and all of a talk are killed: the next start asks whether it goes on."""
    print("a talk that broke off")
    ear = Listener("cuecard")
    # It asks in no other part of this.
    alone = {"XDG_STATE_HOME": f"{deck}-state"}
    running = start("present", deck, "--now", "--no-captions", **alone)
    ear.until(lambda: ear.frame("Stage") and ear.activated)
    subprocess.run(["wmctrl", "-a", "Console – "], check=True)
    ear.says(["Right"], "Slide 2 of 8, Three things to have. The time runs")
    time.sleep(2)  # What is written down may be a second behind.
    with open(f"/proc/{running.pid}/task/{running.pid}/children") as children:
        windows = [int(pid) for pid in children.read().split()]
    # First the one that would begin another.
    for pid in [running.pid, *windows]:
        os.kill(pid, signal.SIGKILL)
    running.wait(timeout=20)
    ear.until(lambda: not ear.frames())
    before = len(ear.said)
    running = start("present", deck, "--no-captions", **alone)
    name = "Whether the talk goes on"
    ear.check(f"{name}: a dialog", ear.until(lambda: dialog(ear, name)), lambda: ear.tree("Console"))
    asked = lambda: any(name in it for it in ear.said[before:]) or "Console" in "".join(ear.activated[-1:])  # noqa: E731
    ear.check("  and that is said, whichever window has the keyboard", ear.until(asked), lambda: ear.said[before:])
    subprocess.run(["wmctrl", "-a", "Console – "], check=True)
    ear.until(lambda: (node := ear.focused()) and ("dialog", name) in path(node))
    tab(ear, name)
    end(running, ear)
    return ear.failed


def talk():
    print("a talk")
    ear = Listener("cuecard")
    running = start("present", deck, "--now", "--no-captions")
    ear.check("both windows are there", ear.until(lambda: ear.frame("Stage") and ear.frame("Console")), lambda: ear.frames())
    ear.until(lambda: len(ear.said) >= 1)
    ear.check("the first slide is said", ear.said[:1] == ["Slide 1 of 8, Bees on a roof"], lambda: ear.said)
    ear.check("one of the windows is known to be the active one", ear.until(lambda: ear.activated), lambda: ear.said)
    # Whatever was said in the stage's window is gone from it when the keyboard has left it.
    subprocess.run(["wmctrl", "-a", "Stage – "], check=True)
    ear.until(lambda: ear.frame("Stage").get_state_set().contains(Atspi.StateType.ACTIVE))
    ear.says(["b"], "The stage is black")
    ear.says(["b"], "The stage shows the slide")
    told = lambda: [it for it in ear.tree("Stage") if it.startswith("status bar: ")]  # noqa: E731
    ear.check("what is said stands in the window that has the keyboard", ear.until(told), lambda: ear.tree("Stage"))
    subprocess.run(["wmctrl", "-a", "Console – "], check=True)
    ear.until(lambda: ear.frame("Console").get_state_set().contains(Atspi.StateType.ACTIVE))
    ear.check("and no longer when it has left that", ear.until(lambda: not told()), told)
    slides(ear)
    stands(ear)
    pages(ear)
    header(ear)
    end(running, ear)
    return ear.failed


def slides(ear):
    for presses in range(len(STEPS) + 1):
        if presses > 0:
            more = ["The time runs"] if presses == 1 else []
            ear.says(["Right"], ". ".join([STEPS[presses - 1], *more]))
        if presses in TREES:
            expected = TREES[presses]
            for window in ("Stage", "Console"):
                seen = lambda: ear.tree(window)  # noqa: E731
                top = expected[0].split(": ", 1)[1]
                inside = lambda: [expected[0]] + ["  " + line for line in ear.tree(window, top)]  # noqa: E731
                good = ear.until(lambda: starts_with(inside(), expected))
                ear.check(f"the slide's tree in the window {window}", good, lambda: "\n        ".join(seen()))
        if presses == 6:
            figures(ear)
        if presses == 8:
            line(ear)
        if presses == 9:
            code = ear.until(lambda: "  static: hives = 2" in ear.tree("Stage"))
            ear.check("code is code", code, lambda: ear.tree("Stage"))


def figures(ear):
    chart = ear.until(lambda: any(it.startswith("  image: ") and "June" in it for it in ear.tree("Stage")))
    ear.check("the chart says what it shows", chart, lambda: ear.tree("Stage"))
    rows = ear.until(lambda: "      row header: June" in ear.tree("Stage"))
    ear.check("and its numbers are a table after it", rows, lambda: ear.tree("Stage"))


def line(ear):
    whole = ear.until(lambda: any(it.startswith("  paragraph: The sum is") for it in ear.tree("Stage")))
    ear.check("a line is one node", whole, lambda: ear.tree("Stage"))
    ear.check("with its link", "    link: the book" in ear.tree("Stage"), lambda: ear.tree("Stage"))
    ear.check("and its formula", any(it.startswith("    math: ") for it in ear.tree("Stage")), lambda: ear.tree("Stage"))


def stands(ear):
    print("what the stage stands at")
    ear.says(["Home"], "Slide 1 of 8, Bees on a roof")
    ear.says(["b"], "The stage is black")
    ear.check("a black stage has no words", ear.until(lambda: not ear.tree("Stage")), lambda: ear.tree("Stage"))
    held(ear, "Black", True)
    ear.says(["b"], "The stage shows the slide")
    held(ear, "Black", False)
    ear.says(["f"], "The stage is frozen")
    held(ear, "Freeze", True)
    ear.says(["Right"], "Slide 2 of 8, Three things to have")
    still = ear.tree("Stage")[:1] == ["panel: Slide 1 of 8, Bees on a roof"]
    ear.check("the stage's tree stands still", still, lambda: ear.tree("Stage"))
    ear.says(["f"], "The stage shows the slide")
    ear.says(["Left"], "Slide 1 of 8, Bees on a roof")


def held(ear, name, wanted):
    """A button that stays down says so."""
    on = (Atspi.StateType.PRESSED, Atspi.StateType.CHECKED)

    def stands():
        button = next((it for it in walk(ear.frame("Console")) if it.get_name() == name), None)
        states = button and button.get_state_set()
        return states and button.get_role_name() == "toggle button" and any(map(states.contains, on)) == wanted

    words = "is down" if wanted else "is up"
    ear.check(f"the button {name} {words}", ear.until(stands), lambda: ear.tree("Console"))


# A page, and the keys that open it.
PAGES = [
    ("Keys", ["F1"]),
    ("Save for others", ["ctrl+e"]),
    ("Stage check", ["ctrl+k"]),
    ("Commands", ["ctrl+p"]),
    ("Report", ["shift+r"]),
    ("The stage's screen", ["shift+x"]),
    ("Your clicker", ["ctrl+g"]),
    ("All slides", ["o"]),
    ("Menu", ["shift+F10"]),
    ("Question", ["q"]),
]


def dialog(ear, name):
    frame = ear.frame("Console")
    nodes = walk(frame) if frame else []
    return next((node for node in nodes if node.get_role_name() == "dialog" and node.get_name() == name), None)


def pages(ear):
    print("pages")
    for name, keys in PAGES:
        ear.press(*keys)
        ear.check(f"{name}: a dialog", ear.until(lambda: dialog(ear, name)), lambda: ear.tree("Console"))
        inside = ear.until(lambda: (node := ear.focused()) and ("dialog", name) in path(node))
        ear.check("  with the focus in it", inside, lambda: ear.focused() and path(ear.focused()))
        # Whatever is pressed there may be the clicker's.
        if name != "Your clicker":
            tab(ear, name)
        before = len(ear.said)
        if name == "Stage check":
            # It asks whether the audience is to see its card, since the talk has begun.
            ear.press("Escape")
            ear.until(lambda: any(it.endswith("push button: Close") for it in ear.tree("Console")))
        ear.press("Escape")
        gone = ear.until(lambda: dialog(ear, name) is None)
        ear.check("  Escape leaves it", gone, lambda: ear.tree("Console"))
        said = ear.until(lambda: any(f"{name} closed" in it for it in ear.said[before:]))
        ear.check("  and that is said", said, lambda: ear.said[before:])


# More controls than any page has.
MOST = 250


def tab(ear, name):
    """Tab leads from control to control and back to the first, and never out of the page of that name (`None`: of the window);
    each says what it is and that it has the focus."""
    met, wrong = [], []
    # What has the focus as the page opens, on a busy machine a while later, is none of its controls.
    opened = ear.until(ear.focused)
    opened = [path(opened)] if opened else []
    for _ in range(MOST):
        last = met[-1:] or opened
        ear.press("Tab")
        node = ear.until(lambda: (node := ear.focused()) and [path(node)] != last and node, 5.0)
        if not node:
            break  # One control alone.
        here = path(node)
        if here == met[:1] or here in met[:2]:
            break
        met.append(here)
        if not ear.until(lambda: ear.focuses[-1:] == [here[-1]], 5.0):
            wrong.append(f"{here[-1]} has the focus, and {ear.focuses[-1:]} was told")
        if name and ("dialog", name) not in here:
            wrong.append(f"{here[-1]} is not in the page")
        wrong += filter(None, [control(node)])
    ear.check(f"  Tab walks its {len(met)} controls, and nothing behind", 0 < len(met) < MOST and not wrong, wrong or met)


def header(ear):
    """What stands side by side at the console's head is reached from the left to the right."""
    print("the console's head")
    met, wrong = [], []
    # On a busy machine it has the focus a while longer.
    before = ear.until(ear.focused)
    before = [path(before)] if before else []
    for _ in range(40):
        last = [it for it, _ in met[-1:]] or before
        ear.press("shift+Tab")
        node = ear.until(lambda: (node := ear.focused()) and [path(node)] != last and node, 5.0)
        if not node or node.get_role_name() == "frame" or path(node) in [it for it, _ in met]:
            break
        place = node.get_component_iface().get_extents(Atspi.CoordType.WINDOW)
        met.append((path(node), (place.x, place.y, place.height)))
        # A slide in the strip of the pace is as wide as its time; the overview has each as large as the others.
        said = control(node)
        strip = node.get_name().startswith("Go to slide ") and place.width < LEAST
        wrong += [said] if said and not strip else []
    # From the last one backwards.
    for (after, (x, y, _)), (before, (x0, y0, height)) in zip(met, met[1:]):
        if abs(y - y0) < height / 2 and y < 80 and x < x0:
            wrong.append(f"{after[-1]} comes after {before[-1]} and stands to its left")
    ear.check(f"  its {len(met)} controls are in order, and say what they are", len(met) > 5 and not wrong, wrong or met)
    ear.press("Escape")

    def read():
        frame = ear.frame("Console")
        return [it for it in map(stands_at, walk(frame)) if it[1] < HEAD] if frame else []

    good = ear.until(lambda: len(found := read()) > 5 and found == sorted(found))
    ear.check("  and it is read from the left to the right", good, read)


# What stands higher than this is the console's head.
HEAD = 50


def stands_at(node):
    """Where something begins, and its name; what has no place or is the window is no part of the head."""
    component = node.get_component_iface()
    if component is None:
        return (0, 9999, node.get_name())
    box = component.get_extents(Atspi.CoordType.WINDOW)
    seen = box.width > 0 and box.height < 2 * HEAD
    return (box.x, box.y if seen else 9999, node.get_name())


failed = library() + faulty() + broken_off() + talk()
sys.exit(1 if failed else 0)
