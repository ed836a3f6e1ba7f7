# SPDX-License-Identifier: Apache-2.0
"""What closing the process really closes, each beside a process that was not closed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="the kernel of Linux is asked")

TELLING = """
import json, os, resource, stat, sys, tempfile
from dataclasses import asdict
from logbook.hardening import harden

resource.setrlimit(resource.RLIMIT_CORE, (4096, 4096))
os.umask(0o022)
told = asdict(harden()) if sys.argv[1] == "hardened" else {}
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "made")
    open(path, "w").close()
    told["mode"] = oct(stat.S_IMODE(os.stat(path).st_mode))
told["core"] = resource.getrlimit(resource.RLIMIT_CORE)[0]
told["environment"] = sorted(os.environ)
print(json.dumps(told))
"""

READ_BY_A_NEIGHBOUR = """
import ctypes, os, resource, sys
from logbook.hardening import harden

if os.getuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
ready, tell = os.pipe()
end, let_go = os.pipe()
target = os.fork()
if target == 0:
    os.close(let_go)
    # A change of user clears it, so that each case begins as an ordinary program does.
    ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)
    secret = ctypes.create_string_buffer(b"the key of the database")
    closed = harden().memory_closed if sys.argv[1] == "hardened" else False
    os.write(tell, b"%d %d\\n" % (ctypes.addressof(secret), closed))
    os.read(end, 1)
    os._exit(0)
os.close(end)
os.close(tell)
place, closed = os.read(ready, 99).split()
try:
    with open(f"/proc/{target}/mem", "rb", buffering=0) as memory:
        memory.seek(int(place))
        read = memory.read(23)
except PermissionError:
    read = b"refused"
os.close(let_go)
os.waitpid(target, 0)
print(read.decode(), int(closed))
"""


def run(program: str, how: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program, how],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        timeout=60,
    )
    return done.stdout


def told(how: str, **environment: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(TELLING, how, **environment))
    return found


@LINUX
def test_no_program_of_the_same_person_reads_the_memory_of_a_closed_process() -> None:
    assert run(READ_BY_A_NEIGHBOUR, "hardened") == "refused 1\n"
    assert run(READ_BY_A_NEIGHBOUR, "plain") == "the key of the database 0\n"


@LINUX
def test_in_a_snap_the_memory_stays_open_for_the_portals_and_that_is_told() -> None:
    assert run(READ_BY_A_NEIGHBOUR, "hardened", SNAP="/snap/x").endswith(" 0\n")


def test_a_closed_process_dumps_no_core_and_makes_files_for_its_person_alone() -> None:
    ours, control = told("hardened"), told("plain")

    assert (ours["core"], ours["mode"]) == (0, "0o600")
    assert (control["core"], control["mode"]) == (4096, "0o644")
    assert ours["no_core_dumps"]
    assert ours["files_private"]


def test_what_would_load_code_or_tell_more_is_taken_out_of_the_environment() -> None:
    planted = {
        "QT_PLUGIN_PATH": "/tmp/evil",  # noqa: S108 - nothing is there
        "QT_LOGGING_RULES": "*=true",
        "PYTHONSTARTUP": "/nowhere",
    }
    ours, control = told("hardened", **planted), told("plain", **planted)

    assert set(ours["dropped"]) >= set(planted)
    assert not set(planted) & set(ours["environment"])
    assert set(planted) <= set(control["environment"])
    assert "PATH" in ours["environment"]


def test_a_library_put_in_front_is_told_of_by_name_alone() -> None:
    assert told("hardened", LD_AUDIT="")["in_front"] == []
    assert told("hardened", DYLD_INSERT_LIBRARIES="/x")["in_front"] == ["DYLD_INSERT_LIBRARIES"]


BEGINNING = """
import ctypes, json, os, sys
from dataclasses import asdict
from logbook.hardening import begin_bound, harden

begun = os.environ.get("BEGUN_BY")
os.environ["BEGUN_BY"] = str(os.getpid())
if sys.argv[1] != "plain":
    begin_bound()
told = asdict(harden()) | {"begun": [begun, str(os.getpid())], "typed": input()}
print(json.dumps(told | {"arguments": sys.argv, "python": [sys.prefix, sys.flags.isolated]}))
"""


def begun(*how: str, **environment: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-c", BEGINNING, *how],
        input="typed before\n",
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **environment},
        timeout=60,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@LINUX
def test_a_process_begun_anew_is_the_same_with_every_function_bound() -> None:
    ours, control = begun("a word", "Ōkafor"), begun("plain")

    assert (ours["functions_bound"], control["functions_bound"]) == (True, False)
    assert ours["begun"][0] == ours["begun"][1], "it keeps its number"
    assert control["begun"][0] is None
    assert ours["arguments"] == ["-c", "a word", "Ōkafor"]
    assert ours["typed"] == "typed before"
    assert ours["python"] == control["python"] == [sys.prefix, 0]


@LINUX
def test_what_is_bound_already_does_not_begin_anew() -> None:
    ours = begun("anything", LD_BIND_NOW="1")
    assert ours["functions_bound"]
    assert ours["begun"][0] is None


SPEAKING = """
import json, socket, sys
from logbook.hardening import harden

if sys.argv[1] == "hardened":
    harden()
said = {}

def attempt(name, act):
    try:
        act()
        said[name] = "done"
    except OSError as error:
        said[name] = type(error).__name__

def away(act):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        one.settimeout(0.1)
        act(one)

# 192.0.2.1 is nobody's (RFC 5737); a datagram to it is sent and never answered.
attempt("connect", lambda: away(lambda one: one.connect(("192.0.2.1", 9))))
attempt("send", lambda: away(lambda one: one.sendto(b"x", ("127.0.0.2", 9))))
attempt("bind", lambda: away(lambda one: one.bind(("0.0.0.0", 0))))
attempt("look up", lambda: socket.getaddrinfo("192.0.2.1", 80))
attempt("itself", lambda: away(lambda one: one.bind(("127.0.0.1", 0))))
pair = socket.socketpair()
attempt("unix", lambda: pair[0].send(b"x"))
print(json.dumps(said))
"""


def test_no_python_code_in_the_process_reaches_another_computer() -> None:
    ours, control = json.loads(run(SPEAKING, "hardened")), json.loads(run(SPEAKING, "plain"))

    away = ("connect", "send", "bind", "look up")
    assert {ours[each] for each in away} == {"NetworkForbiddenError"}
    assert {control[each] for each in ("send", "bind", "look up")} == {"done"}
    assert control["connect"] != "NetworkForbiddenError"
    assert (ours["itself"], ours["unix"]) == ("done", "done")


FAULTS = """
import sys, threading
from logbook.hardening import harden

if sys.argv[1] == "hardened":
    harden("What was recorded is kept.")

class Heavy:
    def __del__(self):
        raise ValueError(name)

def fail():
    here = name + " in a local"
    try:
        int(name)
    except ValueError as error:
        raise KeyError(here, name) from error

name = "Zoe Okafor"
thread = threading.Thread(target=fail, name=name)
thread.start()
thread.join()
heavy = Heavy()
del heavy
fail()
"""


def test_a_fault_nobody_caught_is_told_without_a_value() -> None:
    ours, control = (
        subprocess.run(
            [sys.executable, "-c", FAULTS, how],
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        for how in ("hardened", "plain")
    )

    assert ours.returncode == control.returncode == 1
    assert "Okafor" in control.stderr
    assert "Okafor" not in ours.stderr + ours.stdout
    assert ours.stderr.count("builtins.KeyError") == 2
    assert ours.stderr.count("builtins.ValueError") == 1
    assert "kept" in ours.stderr
    assert "<string>:17 fail" in ours.stderr


@LINUX
@pytest.mark.parametrize("module", ["ui", "logbook.cli"])
def test_window_and_command_line_begin_by_closing_the_process(module: str) -> None:
    begun = f"""
import ctypes, runpy, sys
sys.argv = ["disclosure-logbook", "--version"]
before = ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)
try:
    runpy.run_module("{module}", run_name="__main__", alter_sys=True)
except SystemExit:
    pass
print(before, ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
"""
    assert run(begun, "").splitlines()[-1] == "1 0"
