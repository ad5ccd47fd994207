"""PyTorch's side of the training benchmark, driven by Program.cs.

    torch_side.py prepare FOLDER SHARED    writes the records and models both sides train
    torch_side.py serve FOLDER             answers "CASE THREADS SHADOWS EPOCHS" lines by "SECONDS LOSS" lines

Needs torch, numpy and onnx (Debian: python3-torch, libopenblas0-pthread, dataset-fashion-mnist).
"""
import csv
import gzip
import pathlib
import sys
import time

import numpy
import torch
from torch import nn

FASHION = pathlib.Path("/usr/share/datasets/fashion-mnist")
BATCH, RATE = 64, 1e-3
WIDE_RECORDS, IMAGES = 1280, 640
HIDDEN = [128, 256, 512, 1024]

NETWORKS = {
    "location30": lambda: nn.Sequential(nn.Linear(446, 128), nn.Tanh(), nn.Linear(128, 30)),
    "wide": lambda: nn.Sequential(nn.Linear(600, 1024), nn.ReLU(), nn.Linear(1024, 100)),
    "cnn": lambda: nn.Sequential(
        nn.Conv2d(1, 16, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(16, 32, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(32 * 5 * 5, 10)
    ),
}


def location30(shared):
    with gzip.open(shared / "data" / "location30" / "location30.csv.gz", "rt") as file:
        rows = list(csv.reader(file))[1:]
    return [row[:446] for row in rows if row[-1] == "member"], [row[446] for row in rows if row[-1] == "member"]


def wide():
    """Records like Purchase-100: 600 binary columns around 100 centres."""
    rng = numpy.random.default_rng(1)
    labels = rng.integers(0, 100, WIDE_RECORDS)
    centres = rng.random((100, 600)) < 0.2
    return centres[labels] ^ (rng.random((WIDE_RECORDS, 600)) < 0.15), labels


def fashion():
    with gzip.open(FASHION / "train-images-idx3-ubyte.gz") as file:
        images = numpy.frombuffer(file.read(16 + IMAGES * 784), numpy.uint8, offset=16)
    with gzip.open(FASHION / "train-labels-idx1-ubyte.gz") as file:
        labels = numpy.frombuffer(file.read(8 + IMAGES), numpy.uint8, offset=8)
    return (images.reshape(IMAGES, 1, 28, 28) / 255.0 - 0.286) / 0.353, labels


def export(path, model, x):
    torch.onnx.export(
        model, torch.from_numpy(x[:2]), str(path), opset_version=13,
        input_names=["input"], output_names=["logits"], dynamic_axes={"input": {0: "N"}, "logits": {0: "N"}},
    )


def prepare(folder, shared):
    torch.manual_seed(1)
    for name, (x, y) in {"location30": location30(shared), "wide": wide(), "cnn": fashion()}.items():
        x = numpy.ascontiguousarray(x, dtype=numpy.float32)
        x.tofile(folder / f"{name}.x")
        numpy.asarray(y, dtype=numpy.int32).tofile(folder / f"{name}.y")
        (folder / f"{name}.shape").write_text(",".join(str(axis) for axis in x.shape[1:]))
        export(folder / f"{name}.onnx", NETWORKS[name](), x)
        if name == "location30":
            for hidden in HIDDEN:
                export(folder / f"hidden{hidden}.onnx", nn.Sequential(nn.Linear(446, hidden), nn.Tanh(), nn.Linear(hidden, 30)), x)


def train(make, x, y, epochs, seed):
    torch.manual_seed(seed)
    model = make()
    optimizer = torch.optim.Adam(model.parameters(), lr=RATE)
    for _ in range(epochs):
        order = torch.randperm(len(x))
        for start in range(0, len(x), BATCH):
            rows = order[start:start + BATCH]
            optimizer.zero_grad()
            loss = nn.functional.cross_entropy(model(x[rows]), y[rows])
            loss.backward()
            optimizer.step()
    return model


def serve(folder):
    data = {}
    for name in NETWORKS:
        shape = [int(axis) for axis in (folder / f"{name}.shape").read_text().split(",")]
        x = numpy.fromfile(folder / f"{name}.x", dtype=numpy.float32).reshape(-1, *shape)
        data[name] = torch.from_numpy(x), torch.from_numpy(numpy.fromfile(folder / f"{name}.y", dtype=numpy.int32).astype(numpy.int64))
    print(torch.__version__, flush=True)
    for line in sys.stdin:
        name, threads, shadows, epochs = line.split()
        torch.set_num_threads(int(threads))
        x, y = data[name]
        start = time.perf_counter()
        models = [train(NETWORKS[name], x, y, int(epochs), seed) for seed in range(int(shadows))]
        seconds = time.perf_counter() - start
        with torch.no_grad():
            loss = sum(float(nn.functional.cross_entropy(model(x), y)) for model in models) / len(models)
        print(f"{seconds:.6f} {loss:.6f}", flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "prepare":
        prepare(pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3]))
    else:
        serve(pathlib.Path(sys.argv[2]))
