"""Mounts a read-only file system that shows a directory.

While the control file exists, reads of files whose name contains "hang" do not return, like those of a network file system
whose server is away. Arguments: directory, mount point, control file.
"""
import os
import sys
import time

from fusepy import FUSE, Operations

ATTRIBUTES = ("st_mode", "st_size", "st_nlink", "st_uid", "st_gid", "st_mtime", "st_atime", "st_ctime")


class HangingFiles(Operations):
    def __init__(self, directory, control):
        self.directory = directory
        self.control = control

    def getattr(self, path, fh=None):
        status = os.lstat(self.directory + path)
        return {name: getattr(status, name) for name in ATTRIBUTES}

    def readdir(self, path, fh):
        return [".", ".."] + os.listdir(self.directory + path)

    def open(self, path, flags):
        return os.open(self.directory + path, os.O_RDONLY)

    def read(self, path, size, offset, fh):
        while "hang" in path and os.path.exists(self.control):
            time.sleep(0.02)
        return os.pread(fh, size, offset)

    def release(self, path, fh):
        os.close(fh)


directory, mount_point, control = sys.argv[1:]
# libfuse handles each request in a thread of its own, so one that hangs does not stop the others.
FUSE(HangingFiles(directory, control), mount_point, foreground=True, ro=True)
