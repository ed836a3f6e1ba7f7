#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Set the project up and run it: python3 packaging/dev.py COMMAND [arguments].

    demo [FOLDER] [--no-window]  make a sample logbook and take one disclosure through it
    test [pytest arguments]      everything that must hold: format, lint, types, layers, tests
    run [arguments]              the program itself
    bench [arguments]            measure, each figure against its floor
    mutate [modules]             change the rules; every change should turn a test red
    coverage [tests]             count what the tests run of journal, store and services
    faults [--complete] [names]  cut the power, break the disk, kill, turn bits over: nothing lost
    screens [FOLDER]             a picture of every screen
    lock [pip-compile arguments] write the locked requirements anew (needs the package index)

Every command sets up what it needs first: .venv in the checkout, the locked packages, the shared
libraries of Qt. Nothing else is touched, and a second run finds it done and starts at once.
Exit status 2 means that the set-up could not be finished; the last lines say what to do.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
PRODUCT = ROOT / "packaging" / "requirements.txt"
TOOLS = ROOT / "packaging" / "requirements-dev.txt"  # PRODUCT and what checks it

OLDEST_PYTHON = (3, 11)
SET_UP = "1"  # raise it when the set-up itself changes, so that it runs again everywhere
UNUSABLE = 2
STOPPED = 130  # what a shell reports after Ctrl+C

# Debian package → what shows that it is there: a library the loader finds, a program, or a file.
# Where a package is called …t64 since (Ubuntu 24.04, Debian 13), `_apt_name` finds the new name.
LIBRARIES = {
    "libgl1": "libGL.so.1",
    "libegl1": "libEGL.so.1",
    "libxkbcommon0": "libxkbcommon.so.0",
    "libdbus-1-3": "libdbus-1.so.3",
    "libglib2.0-0": "libgthread-2.0.so.0",
    "libfontconfig1": "libfontconfig.so.1",
    "libxcb-cursor0": "libxcb-cursor.so.0",
    "libxcb-icccm4": "libxcb-icccm.so.4",
    "libxcb-keysyms1": "libxcb-keysyms.so.1",
    "libxcb-shape0": "libxcb-shape.so.0",
    "libxcb-xkb1": "libxcb-xkb.so.1",
    "libxkbcommon-x11-0": "libxkbcommon-x11.so.0",
}
TEST_PROGRAMS = {
    "xvfb": "Xvfb",
    "xauth": "xauth",
    "xdotool": "xdotool",
    "openbox": "openbox",
    "at-spi2-core": "/usr/libexec/at-spi-bus-launcher",
    "dbus": "dbus-run-session",
    "dbus-x11": "dbus-launch",
    "gir1.2-atspi-2.0": "/usr/lib/*/girepository-1.0/Atspi-2.0.typelib",
    "python3-gi": "/usr/lib/python3/dist-packages/gi/__init__.py",
    "poppler-utils": "pdfsig",
    "strace": "strace",
    "qpdf": "qpdf",
    "openssl": "openssl",
    "gcc": "gcc",
    "libc6-dev": "/usr/include/stdio.h",
    "softhsm2": "softhsm2-util",
    "libfaketime": "/usr/lib/*/faketime/libfaketime.so.1",
    "locales": "/usr/share/i18n/locales/tr_TR",
}


def main(arguments: Sequence[str]) -> int:
    """Run the command named first and give its exit status."""
    if sys.version_info < OLDEST_PYTHON:
        found = ".".join(str(part) for part in sys.version_info[:3])
        _say(f"Python 3.11 or newer is needed, and this is {found}. Nothing was changed.")
        _say("Start me with a newer one, such as: python3.12 packaging/dev.py")
        return UNUSABLE
    commands: dict[str, Callable[[list[str]], int]] = {
        "demo": demo,
        "test": test,
        "run": run,
        "bench": bench,
        "mutate": mutate,
        "coverage": coverage,
        "faults": faults,
        "screens": screens,
        "lock": lock,
    }
    name, *rest = arguments or ["--help"]
    if name in {"-h", "--help"}:
        _say(__doc__)
        return 0
    if name not in commands:
        _say(f"There is no command {name!r}; there are {', '.join(commands)}.")
        return UNUSABLE
    try:
        return commands[name](rest[1:] if rest[:1] == ["--"] else rest)
    except SetUpError as problem:
        _say(str(problem))
        return UNUSABLE
    except KeyboardInterrupt:
        return STOPPED


class SetUpError(Exception):
    """The set-up cannot go on; the text says why and what to type."""


# --- the commands ---------------------------------------------------------------------------------


def demo(arguments: list[str]) -> int:
    """Make a sample logbook, or go on with an earlier one, by default in `demo` where we stand."""
    set_up(PRODUCT)
    if all(argument.startswith("-") for argument in arguments):
        folder = Path("demo")
        folder.mkdir(exist_ok=True)
        arguments = [str(folder), *arguments]
    return _python("-I", "-m", "ui", "demo", *arguments)


def test(arguments: list[str]) -> int:
    """Run every check, the quick ones first; stop at the first that fails and give its status."""
    lacking = set_up(TOOLS, wishes=TEST_PROGRAMS)
    stages = (
        ("format", ("-m", "ruff", "format", "--check", ".")),
        ("lint", ("-m", "ruff", "check", ".")),
        ("types", ("-m", "mypy")),
        ("layers", ("-c", "from importlinter.cli import lint_imports_command as lint; lint()")),
    )
    for name, command in stages:
        began = time.monotonic()
        status = _python(*command, cwd=ROOT, quiet=True)
        took = f"{time.monotonic() - began:.1f} s"
        if status != 0:
            _say(f"{name}: failed after {took}. The stages after it were not run.")
            return status
        _say(f"{name}: good ({took})")
    _say("tests:")
    # The tests that need one of the lacking packages skip themselves.
    settings = {"QT_QPA_PLATFORM": "offscreen", "LOGBOOK_TESTS_LACK": " ".join(lacking)}
    # All of them: a worker for each core, and every file whole to one of them. Where a worker
    # dies, the run ends red; given another one, pytest-xdist 3.8 waits for it for ever.
    spread = ("--numprocesses=logical", "--dist=loadfile", "--max-worker-restart=0")
    every = spread if not arguments else ()
    status = _python("-m", "pytest", *every, *arguments, cwd=ROOT, settings=settings)
    if lacking:
        _say(f"Skipped, for want of Debian packages: the tests that need {', '.join(lacking)}.")
    return status


def run(arguments: list[str]) -> int:
    """Start the program, with nothing put in front of its code by PYTHONPATH or where we stand."""
    set_up(PRODUCT)
    return _python("-I", "-m", "ui", *arguments)


def bench(arguments: list[str]) -> int:
    """Measure what design and README promise."""
    set_up(TOOLS)
    return _python(str(ROOT / "tests" / "benchmarks" / "bench.py"), *arguments)


def mutate(arguments: list[str]) -> int:
    """Change the rules in every small way and say which change no test notices."""
    set_up(TOOLS)
    return _python(str(ROOT / "packaging" / "mutation.py"), *arguments)


def coverage(arguments: list[str]) -> int:
    """Count which lines and branches the tests run, and hold that against its floor."""
    lacking = set_up(TOOLS, wishes=TEST_PROGRAMS)
    settings = {"LOGBOOK_TESTS_LACK": " ".join(lacking)}
    script = str(ROOT / "packaging" / "covered.py")
    return _python(script, *arguments, cwd=ROOT, settings=settings)


def faults(arguments: list[str]) -> int:
    """Let everything happen to a disk that may, and look for what was acknowledged."""
    set_up(TOOLS, wishes=TEST_PROGRAMS)
    return _python(str(ROOT / "packaging" / "faults.py"), *arguments, cwd=ROOT)


def screens(arguments: list[str]) -> int:
    """Draw every screen into a folder, by default `build/screens` in the checkout."""
    set_up(TOOLS)
    folder = arguments or [str(ROOT / "build" / "screens")]
    return _python(str(ROOT / "packaging" / "screens.py"), *folder)


def lock(arguments: list[str]) -> int:
    """Resolve pyproject.toml into the two locked files, from the plain package index alone."""
    set_up(TOOLS)
    settings = {
        # Indexes and folders that only this machine knows must not shape what all others install.
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_FIND_LINKS": None,
        "PIP_EXTRA_INDEX_URL": None,
        "CUSTOM_COMPILE_COMMAND": "python3 packaging/dev.py lock",
    }
    product, tools = (str(path.relative_to(ROOT)) for path in (PRODUCT, TOOLS))
    flags = ["--quiet", "--generate-hashes", "--allow-unsafe", "--strip-extras"]
    flags += [f"--no-emit-{what}" for what in ("index-url", "find-links", "trusted-host")]
    for target, source in (
        (product, ["pyproject.toml"]),
        (tools, ["--extra=dev", f"--constraint={product}", "pyproject.toml"]),
    ):
        _say(f"Resolving {target} (some minutes) …")
        command = ("-m", "piptools", "compile", *flags, f"--output-file={target}", *arguments)
        status = _python(*command, *source, cwd=ROOT, settings=settings)
        if status != 0:
            return status
        _refuse_traces_of_this_machine(ROOT / target)
    return 0


# --- the set-up -----------------------------------------------------------------------------------


def set_up(requirements: Path, wishes: Mapping[str, str] | None = None) -> list[str]:
    """Make ready what the file asks for; give the wished-for Debian packages that are missing.

    Raises:
        SetUpError: something that cannot be done without is missing and may not be installed.
    """
    is_new = not _is_done(requirements)
    needs = dict(LIBRARIES) if sys.platform == "linux" else {}
    if is_new and importlib.util.find_spec("ensurepip") is None:  # Debian keeps it apart
        needs[f"python3.{sys.version_info.minor}-venv"] = "ensurepip"
    lacking = _install_debian_packages(needs, dict(wishes or {}))
    if is_new:
        _make_environment()
        _install(requirements)
        _note_done(requirements)
    return lacking


def _install_debian_packages(needs: Mapping[str, str], wishes: Mapping[str, str]) -> list[str]:
    """Install what is missing where that is allowed; give the wishes that stay unfulfilled."""
    missing, wished = _missing(needs), _missing(wishes)
    if not missing and not wished:
        return []
    apt = _apt()
    if apt:
        _say(f"Installing Debian packages: {' '.join(missing + wished)} …")
        _run([*apt, "update", "-qq"], quiet=True)
        # Two calls, so that a wish that cannot be had does not take the needs with it.
        for packages in filter(None, (missing, wished)):
            names = [_apt_name(package) for package in packages]
            _run([*apt, "install", "-qq", "--yes", "--no-install-recommends", *names], quiet=True)
        missing, wished = _missing(needs), _missing(wishes)
    if missing:
        raise SetUpError(_what_to_install(missing + wished, {**needs, **wishes}))
    return wished


def _make_environment() -> None:
    """Make .venv, unless one that works stands there already."""
    if _origin() != _read(_note("origin")) and (_note("origin").exists() or not _has_pip()):
        _say(f"Making {VENV} …")
        if _run([sys.executable, "-m", "venv", "--clear", str(VENV)]) != 0:
            raise SetUpError(f"{VENV} could not be made; the lines above say why.")
    # One line that puts the checkout on the path: the program runs from its source, uninstalled.
    for packages in (*VENV.glob("lib/python3*/site-packages"), *VENV.glob("Lib/site-packages")):
        (packages / "disclosure-logbook.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    _note("origin").write_text(_origin(), encoding="utf-8")


def _has_pip() -> bool:
    look = "import importlib.util, sys; sys.exit(importlib.util.find_spec('pip') is None)"
    return PYTHON.exists() and _python("-c", look) == 0


def _install(requirements: Path) -> None:
    """Install exactly the versions locked, each from a file whose hash is locked too."""
    packages = requirements.read_text(encoding="utf-8").count("==")
    _say(f"Installing {packages} packages (the first time this takes a minute) …")
    options = ["-qq", "--disable-pip-version-check", "--no-input", "--no-deps", "--require-hashes"]
    options += ["--only-binary=:all:", f"--requirement={requirements}"]
    if _python("-m", "pip", "install", *options) != 0:
        raise SetUpError(
            "The packages could not be installed; the lines above say why. What was fetched stays,"
            " and the same command goes on from there."
        )


def _is_done(requirements: Path) -> bool:
    """Say whether this file, or the one that holds more, was installed here as it stands now."""
    installed = (_read(_note(path.stem)) for path in (requirements, TOOLS))
    return PYTHON.exists() and _state() in installed


def _note_done(requirements: Path) -> None:
    _note(requirements.stem).write_text(_state(), encoding="utf-8")


def _note(name: str) -> Path:
    return VENV / f"set-up-{name}.txt"


def _read(note: Path) -> str:
    return note.read_text(encoding="utf-8") if note.is_file() else ""


def _state() -> str:
    """Give what a finished set-up depends on, as one digest."""
    locked = b"".join(path.read_bytes() for path in (PRODUCT, TOOLS))
    return hashlib.sha256(locked + _origin().encode()).hexdigest()


def _origin() -> str:
    """Say where .venv and its Python lie: it works neither moved nor with another Python."""
    return f"{SET_UP}\n{VENV}\n{PYTHON.resolve()}\n"


# --- Debian packages ------------------------------------------------------------------------------


def _missing(packages: Mapping[str, str]) -> list[str]:
    return [package for package, sign in packages.items() if not _is_there(sign)]


def _is_there(sign: str) -> bool:
    if sign == "ensurepip":
        importlib.invalidate_caches()
        return importlib.util.find_spec(sign) is not None
    if sign.startswith("/"):
        return any(Path("/").glob(sign.removeprefix("/")))
    if ".so." in sign:
        try:
            ctypes.CDLL(sign)
        except OSError:
            return False
        return True
    return shutil.which(sign) is not None


def _apt() -> list[str]:
    """Give the words that start apt-get with the right to install, or none."""
    if shutil.which("apt-get") is None:
        return []
    apt = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return apt
    if shutil.which("sudo") and _run(["sudo", "-n", "true"], quiet=True) == 0:
        return ["sudo", "-n", *apt]
    return []


def _apt_name(package: str) -> str:
    """Give the name under which apt has the package here."""
    for name in (package, f"{package}t64"):
        known = subprocess.run(["apt-cache", "show", name], capture_output=True, check=False)
        if known.returncode == 0 and known.stdout.strip():
            return name
    return package


def _what_to_install(missing: list[str], signs: Mapping[str, str]) -> str:
    if shutil.which("apt-get") is None:
        files = ", ".join(signs[package] for package in missing)
        return f"Missing here: {files}. Install them with this system's own means, then run again."
    names = " ".join(_apt_name(package) for package in missing)
    line = f"sudo apt-get update && sudo apt-get install --yes {names}"
    return f"Debian packages are missing. Type this line, then run me again:\n\n    {line}\n"


# --- small things ---------------------------------------------------------------------------------


def _refuse_traces_of_this_machine(locked: Path) -> None:
    text = locked.read_text(encoding="utf-8")
    for trace in (str(ROOT), "file:/", "://", "-index-url", "--find-links", "--trusted-host"):
        if trace in text:
            raise SetUpError(f"{locked} names {trace!r}, which only this machine knows.")


def _python(
    *arguments: str,
    cwd: Path | None = None,
    settings: Mapping[str, str | None] | None = None,
    quiet: bool = False,
) -> int:
    return _run([str(PYTHON), *arguments], cwd=cwd, settings=settings, quiet=quiet)


def _run(
    command: Sequence[str],
    *,
    cwd: Path | None = None,
    settings: Mapping[str, str | None] | None = None,
    quiet: bool = False,
) -> int:
    """Run a program to its end and give its status; a quiet one is heard only when it fails."""
    changes = {"PYTHONDONTWRITEBYTECODE": None, **(settings or {})}  # .pyc files halve the start
    kept = {name: value for name, value in os.environ.items() if name not in changes}
    env = kept | {name: value for name, value in changes.items() if value is not None}
    if not quiet:
        return subprocess.run(command, cwd=cwd, env=env, check=False).returncode
    done = subprocess.run(command, cwd=cwd, env=env, check=False, capture_output=True, text=True)
    if done.returncode != 0:
        _say((done.stdout + done.stderr).strip())
    return done.returncode


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
