"""Trains a small network of two convolutions on 2,000 pictures of Fashion-MNIST and writes what the benchmark reads.

  /usr/bin/python3 fashion_mnist_cnn.py FASHION_MNIST_FOLDER OUTPUT_FOLDER

Needs numpy, torch and onnx. Writes model.onnx (input "pictures" of points in [0, 1], output probabilities) and
members.npz and nonmembers.npz (arrays "pictures" and "label", 1,000 records each).
"""
import gzip
import os
import sys

import numpy as np
import torch

source, target = sys.argv[1], sys.argv[2]
TRAINED, WRITTEN, EPOCHS, BATCH = 2000, 1000, 40, 50


def read(kind, offset, shape):
    with gzip.open(os.path.join(source, "train-%s-ubyte.gz" % kind)) as file:
        return np.frombuffer(file.read(), np.uint8, offset=offset).reshape(shape)


pictures = (read("images-idx3", 16, (-1, 1, 28, 28)) / 255).astype(np.float32)
labels = read("labels-idx1", 8, (-1,)).astype(np.int64)
torch.manual_seed(1)
torch.set_num_threads(1)
network = torch.nn.Sequential(
    torch.nn.Conv2d(1, 16, 3), torch.nn.ReLU(), torch.nn.MaxPool2d(2),
    torch.nn.Conv2d(16, 32, 3), torch.nn.ReLU(), torch.nn.MaxPool2d(2),
    torch.nn.Flatten(), torch.nn.Linear(800, 10), torch.nn.Softmax(1))
optimiser = torch.optim.Adam(network.parameters(), 1e-3)
x, y = torch.tensor(pictures[:TRAINED]), torch.tensor(labels[:TRAINED])
for epoch in range(EPOCHS):
    for rows in torch.randperm(TRAINED).split(BATCH):
        optimiser.zero_grad()
        torch.nn.functional.cross_entropy(network[:-1](x[rows]), y[rows]).backward()
        optimiser.step()
network.eval()
os.makedirs(target, exist_ok=True)
torch.onnx.export(
    network, x[:1], os.path.join(target, "model.onnx"), opset_version=13, input_names=["pictures"], output_names=["probabilities"],
    dynamic_axes={"pictures": {0: "N"}, "probabilities": {0: "N"}})
for name, first in (("members", 0), ("nonmembers", TRAINED)):
    rows = slice(first, first + WRITTEN)
    with torch.no_grad():
        right = (network(torch.tensor(pictures[rows])).argmax(1).numpy() == labels[rows]).mean()
    print("%s: %.3f answered rightly" % (name, right))
    np.savez_compressed(os.path.join(target, name + ".npz"), pictures=pictures[rows], label=labels[rows])
