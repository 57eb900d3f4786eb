"""A machine inside the machine: Debian's own kernel under QEMU, in which the host's files can be read and USB devices pretended."""

from __future__ import annotations

import json
import lzma
import os
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
STORE = PROJECT / "var" / "guest"
KERNEL = STORE / "kernel"
"""Where the unpacked kernel is kept from one run to the next."""

PROGRAMS = {"qemu-system-x86_64": "qemu-system-x86", "busybox": "busybox-static", "dpkg-deb": "dpkg", "apt-get": "apt"}
MODULES = (
    *("virtio_pci", "9pnet_virtio", "9p"),
    *("evdev", "uinput", "usbhid", "hid_generic", "usblp", "cdc_acm"),
    *("dummy_hcd", "libcomposite", "usb_f_printer", "usb_f_acm", "usb_f_hid"),
)
"""The way to the host's files; our side of the cable; the other side of it."""

BOOT_S = 300
APT_S = 600

INIT = """#!/bin/busybox sh
b=/bin/busybox
$b mount -t proc proc /proc; $b mount -t sysfs sys /sys; $b mount -t devtmpfs dev /dev
while read -r module; do
    case $module in dummy_hcd.ko) $b insmod /modules/$module num=3 ;; *) $b insmod /modules/$module ;; esac
done </modules/order
$b mount -t 9p -o trans=virtio,version=9p2000.L,ro,msize=262144,cache=loose host /host
for kind in proc sysfs devtmpfs; do
    case $kind in proc) at=proc ;; sysfs) at=sys ;; *) at=dev ;; esac
    $b mount -t $kind $kind /host/$at
done
$b mount -t configfs configfs /host/sys/kernel/config
$b mount -t tmpfs tmpfs /host/run
export PYTHONPATH=$b_project HOME=/run TMPDIR=/run PYTHONDONTWRITEBYTECODE=1 LC_ALL=C.UTF-8 PATH=/usr/bin:/bin:/usr/sbin:/sbin
$b chroot /host $b_python $b_script /dev/ttyS1
$b poweroff -f
"""


def absence() -> str:
    """Say what is missing; empty when a guest can be started. As root, what is missing is installed first."""
    if platform.machine() != "x86_64":
        return "the guest is for x86-64 machines"
    missing = [package for program, package in PROGRAMS.items() if not shutil.which(program)]
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        _apt("update")
        _apt("install", "-y", "--no-install-recommends", *missing)
        missing = [package for program, package in PROGRAMS.items() if not shutil.which(program)]
    if missing:
        return f"no guest: apt-get install {' '.join(missing)}"
    return "" if _kernel() else "no guest: apt-get could not download Debian's kernel (linux-image-amd64)"


def run(script: Path, folder: Path) -> dict[str, str]:
    """Run a script in the guest with our own Python; gives what it wrote: name of each check -> empty, or what was wrong."""
    memory = _memory(script, folder)
    said, console = folder / "said", folder / "console"
    kernel = next((KERNEL / "boot").glob("vmlinuz-*"))
    share = "local,path=/,mount_tag=host,security_model=none,readonly=on,multidevs=remap"
    command = ["qemu-system-x86_64", "-accel", "tcg", "-m", "768", "-nodefaults", "-no-reboot", "-display", "none"]
    command += ["-kernel", str(kernel), "-initrd", str(memory), "-append", "console=ttyS0 panic=-1 quiet"]
    command += ["-virtfs", share, "-serial", f"file:{console}", "-serial", f"file:{said}"]
    subprocess.run(command, check=True, timeout=BOOT_S, stdin=subprocess.DEVNULL, capture_output=True)
    lines = [json.loads(line) for line in said.read_text("utf-8").splitlines() if line]
    found = {str(name): str(wrong) for name, wrong in lines}
    if not found:
        raise RuntimeError(f"the guest said nothing; its console: {console.read_text('utf-8', 'replace')[-2000:]}")
    return found


def _apt(*words: str) -> None:
    """Run apt-get; whoever calls looks whether it helped."""
    subprocess.run(("apt-get", "-qq", *words), check=False, timeout=APT_S, capture_output=True, stdin=subprocess.DEVNULL)


def _kernel() -> bool:
    """Unpack Debian's kernel into the store, where it is not there yet. Nothing is installed."""
    if KERNEL.is_dir():
        return True
    depends = subprocess.run(("apt-cache", "depends", "linux-image-amd64"), check=False, capture_output=True, text=True, timeout=60)
    image = re.search(r"Depends: (linux-image-[0-9]\S+)", depends.stdout)
    shutil.rmtree(STORE, ignore_errors=True)
    unpacked = STORE / "unpacking"
    unpacked.mkdir(parents=True)
    if image:
        subprocess.run(("apt-get", "-qq", "download", image[1]), check=False, cwd=STORE, capture_output=True, timeout=APT_S)
    for package in STORE.glob("linux-image-*.deb"):
        subprocess.run(("dpkg-deb", "-x", str(package), str(unpacked)), check=True, timeout=APT_S)
        package.unlink()
        unpacked.rename(KERNEL)  # whole, or not at all
    return KERNEL.is_dir()


def _memory(script: Path, folder: Path) -> Path:
    """Make the guest's first file system: busybox, modules in order, and what to do."""
    tree = folder / "memory"
    for name in ("bin", "modules", "proc", "sys", "dev", "host"):
        (tree / name).mkdir(parents=True)
    shutil.copy(shutil.which("busybox") or "", tree / "bin" / "busybox")
    (tree / "modules" / "order").write_text("".join(f"{name}.ko\n" for name in _modules(tree / "modules")), encoding="ascii")
    words = INIT.replace("$b_python", f"{sys.executable}").replace("$b_script", str(script)).replace("$b_project", str(PROJECT))
    (tree / "init").write_text(words, encoding="utf-8")
    (tree / "init").chmod(0o755)
    names = "\n".join(str(path.relative_to(tree)) for path in sorted(tree.rglob("*")))
    packed = subprocess.run(
        ("busybox", "cpio", "-o", "-H", "newc"), cwd=tree, input=names.encode(), check=True, capture_output=True, timeout=60
    ).stdout
    memory = folder / "memory.cpio"
    memory.write_bytes(packed)
    return memory


def _modules(to: Path) -> list[str]:
    """Copy the modules and what they depend on; gives their names in the order to load. What is built in needs no file."""
    files = {path.name.split(".")[0].replace("-", "_"): path for path in (KERNEL / "lib" / "modules").rglob("*.ko*")}
    order: list[str] = []

    def add(name: str) -> None:
        """Copy one, after those it depends on."""
        if name in order or name not in files:
            return
        data = files[name].read_bytes()
        data = lzma.decompress(data) if files[name].suffix == ".xz" else data
        depends = re.search(rb"depends=([^\0]*)\0", data)
        for other in depends[1].decode().split(",") if depends else []:
            add(other.replace("-", "_"))
        (to / f"{name}.ko").write_bytes(data)
        order.append(name)

    for name in MODULES:
        add(name)
    return order
