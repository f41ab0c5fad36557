"""Real disks of any size, for programs that are to fill them."""

import os
import shlex
import subprocess

import pytest


def on_a_disk(script, folder, options):
    """Run a script where ``folder`` is a disk of its own, which nobody else sees.

    Returns:
        Exit code, standard error, and what then lies on the disk.
    """
    own = ["unshare", "--mount", *([] if os.getuid() == 0 else ["--map-root-user"])]
    mounted = f"mount -t tmpfs -o {options} none {shlex.quote(str(folder))}"
    if subprocess.run([*own, "sh", "-c", mounted], capture_output=True, check=False).returncode:
        pytest.skip("this machine lets nobody mount a disk")
    ended = f"{mounted} && {script}; code=$?; ls -A {shlex.quote(str(folder))}; exit $code"
    done = subprocess.run([*own, "sh", "-c", ended], capture_output=True, text=True, check=False)
    return done.returncode, done.stderr, done.stdout.split()
