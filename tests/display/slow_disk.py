#!/usr/bin/python3
"""A disk that takes its time: slow_disk.py FOLDER MOUNT DELAY.

Shows FOLDER at MOUNT (by FUSE). Each call takes as many seconds as the file DELAY says at that time, if there is one.
"""
import os
import sys
import time

from fusepy import FUSE, FuseOSError, Operations

FOLDER, MOUNT, DELAY = sys.argv[1:4]
SHOWN = ("st_atime", "st_ctime", "st_gid", "st_mode", "st_mtime", "st_nlink", "st_size", "st_uid")


def wait():
    since = time.monotonic()
    while True:
        try:
            with open(DELAY) as file:
                delay = float(file.read() or 0)
        except OSError:
            return
        if time.monotonic() - since >= delay:
            return
        time.sleep(0.02)


class Slow(Operations):
    def __call__(self, operation, path, *args):
        wait()
        try:
            return getattr(self, operation)(FOLDER + path, *args)
        except OSError as why:
            raise FuseOSError(why.errno) from why

    def getattr(self, path, file=None):
        status = os.lstat(path)
        return {name: getattr(status, name) for name in SHOWN}

    def readdir(self, path, file):
        return [".", "..", *os.listdir(path)]

    def readlink(self, path):
        return os.readlink(path)

    def open(self, path, flags):
        return os.open(path, flags)

    def create(self, path, mode, info=None):
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC, mode)

    def read(self, path, size, offset, file):
        return os.pread(file, size, offset)

    def write(self, path, data, offset, file):
        return os.pwrite(file, data, offset)

    def truncate(self, path, length, file=None):
        os.truncate(path, length)

    def release(self, path, file):
        os.close(file)

    def fsync(self, path, data_only, file):
        os.fsync(file)

    def flush(self, path, file):
        pass

    def mkdir(self, path, mode):
        os.mkdir(path, mode)

    def rmdir(self, path):
        os.rmdir(path)

    def unlink(self, path):
        os.unlink(path)

    def rename(self, path, to):
        os.rename(path, FOLDER + to)


if __name__ == "__main__":
    FUSE(Slow(), MOUNT, foreground=True, allow_other=True, attr_timeout=0, entry_timeout=0)
