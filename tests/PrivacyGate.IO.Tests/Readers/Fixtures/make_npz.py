"""Writes the .npz fixtures with numpy itself, so that the reader is held against the format's own writer.

Run beside this file: python3 make_npz.py (the committed files are from numpy 1.24.2). Same input, same bytes.
"""
import io
import zipfile

import numpy as np

EPOCH = (1980, 1, 1, 0, 0, 0)


def write(name, arrays, compression=zipfile.ZIP_STORED, allow_pickle=False):
    """numpy.savez with a fixed time, so that the file does not change when nothing else does."""
    with zipfile.ZipFile(name, "w", compression) as archive:
        for key, array in arrays.items():
            buffer = io.BytesIO()
            np.lib.format.write_array(buffer, np.asanyarray(array), allow_pickle=allow_pickle)
            info = zipfile.ZipInfo(key + ".npy", EPOCH)
            info.compress_type = compression
            archive.writestr(info, buffer.getvalue())


label = np.array([0, 1, 2])
whole = np.array([[1, 2], [3, 4], [5, 100]])
real = np.array([[1.5, -2.25], [0.0, -0.0], [1024.0, 0.0625]])

# Each type in each byte order: "i4_le", "f8_be" and so on; two values a record, three records.
types = {"label": label}
for code in ("i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"):
    types[code + "_le"] = whole.astype("<" + code)
    types[code + "_be"] = whole.astype(">" + code)
for code in ("f2", "f4", "f8"):
    types[code + "_le"] = real.astype("<" + code)
    types[code + "_be"] = real.astype(">" + code)
types["b1"] = np.array([[True, False], [False, True], [True, True]])
types["unicode"] = np.array(["a", "gr\u00fc\u00df", "\U0001f600 z"])
types["unicode_be"] = types["unicode"].astype(">U8")
types["bytes"] = np.array([b"a", b"bcd", b"ef"])
types["limits"] = np.array([[-2**63, 2**63 - 1]] * 3)
types["beyond"] = np.array([[2**64 - 1, 2**63]] * 3, dtype="u8")
write("types.npz", types, zipfile.ZIP_DEFLATED)

image = np.arange(3 * 2 * 2 * 3, dtype="f4").reshape(3, 2, 2, 3)
write("image.npz", {"x": image, "label": label}, zipfile.ZIP_DEFLATED)
write("fortran.npz", {"x": np.asfortranarray(image), "label": label})

write("objects.npz", {"x": np.array([{"a": 1}, None, 2], dtype=object), "label": label}, allow_pickle=True)
write("exotic.npz", {
    "complex": np.ones((3, 1), "c16"),
    "time": np.array(["2020-01-01"] * 3, "M8[D]"),
    "structured": np.zeros(3, [("a", "<i4"), ("b", "<f8")]),
    "label": label,
})
write("mixed.npz", {
    "x": real, "label": np.array(["cat", "dog", "cat"]), "split": np.array(["member", "nonmember", "member"]),
    "fold": np.array([1, 2, 1]), "held": np.array([False, True, False]), "person": np.array([7, 8, 7]),
    "classes": np.array(["cat", "dog"]), "version": np.array(3), "onehot": np.eye(3),
})
