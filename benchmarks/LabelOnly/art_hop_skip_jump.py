"""HopSkipJump of the Adversarial Robustness Toolbox on the first records of either side.

  /usr/bin/python3 art_hop_skip_jump.py ART_SOURCE FOLDER RECORDS_A_SIDE OUTPUT.csv

FOLDER holds model.onnx and either location30.csv.gz or the members.npz and nonmembers.npz of fashion_mnist_cnn.py.
Needs numpy, scipy, scikit-learn, tqdm, packaging, onnx and torch. ART's source is not part of this repository. The model
is the ONNX file's own graph and weights, run by PyTorch on one thread. Writes a line a record: side, place within its
side, distance (0 where the model is wrong), queries, seconds.
"""
import csv
import gzip
import os
import sys
import time

art_source, folder, a_side, output = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
sys.path.insert(0, art_source)

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch.nn import functional

from art.attacks.evasion import HopSkipJump
from art.estimators.classification import PyTorchClassifier

torch.set_num_threads(1)
np.random.seed(1)


def convolve(node, x, weight, bias=None):
    pads, strides = node.get("pads", [0, 0, 0, 0]), node.get("strides", [1, 1])
    assert pads[:2] == pads[2:] and node.get("group", 1) == 1
    return functional.conv2d(x, weight, bias, stride=strides, padding=pads[:2])


def pool(node, x):
    assert not any(node.get("pads", [])) and not node.get("ceil_mode", 0)
    return functional.max_pool2d(x, node["kernel_shape"], node.get("strides", [1, 1]))


def gemm(node, a, b, c):
    assert node.get("alpha", 1.0) == 1 and node.get("beta", 1.0) == 1 and not node.get("transA", 0)
    return functional.linear(a, b if node.get("transB", 0) else b.T, c)


OPERATORS = {
    "Conv": convolve,
    "MaxPool": pool,
    "Gemm": gemm,
    "MatMul": lambda node, a, b: a @ b,
    "Add": lambda node, a, b: a + b,
    "Relu": lambda node, x: torch.relu(x),
    "Tanh": lambda node, x: torch.tanh(x),
    "Flatten": lambda node, x: x.flatten(node.get("axis", 1)),
    "Softmax": lambda node, x: torch.softmax(x, node.get("axis", -1)),
}


class Graph(torch.nn.Module):
    """An ONNX graph of a few operators."""

    def __init__(self, graph):
        super().__init__()
        self.weights = {w.name: torch.tensor(numpy_helper.to_array(w).copy()) for w in graph.initializer}
        self.nodes = [
            (OPERATORS[node.op_type], {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}, list(node.input), node.output[0])
            for node in graph.node]
        self.input = [i.name for i in graph.input if i.name not in self.weights][0]
        self.output = graph.output[0].name
        self.queries = 0

    def forward(self, x):
        self.queries += len(x)
        values = dict(self.weights)
        values[self.input] = x
        with torch.no_grad():
            for operator, attributes, inputs, name in self.nodes:
                values[name] = operator(attributes, *(values[i] for i in inputs))
        return values[self.output]


def records():
    """For each side its features and labels."""
    if not os.path.exists(folder + "/location30.csv.gz"):
        for side in ("members", "nonmembers"):
            data = np.load("%s/%s.npz" % (folder, side))
            yield side, data["pictures"], data["label"]
        return
    with gzip.open(folder + "/location30.csv.gz", "rt") as file:
        rows = list(csv.reader(file))
    label, split = rows[0].index("label"), rows[0].index("split")
    for side in ("member", "nonmember"):
        own = [row for row in rows[1:] if row[split] == side]
        yield side, np.array([[float(value) for value in row[:446]] for row in own], np.float32), np.array([int(row[label]) for row in own])


network = Graph(onnx.load(folder + "/model.onnx").graph)
with open(output, "w", newline="") as file:
    writer = csv.writer(file)
    writer.writerow(["side", "place", "distance", "queries", "seconds"])
    for side, features, labels in records():
        classes = network(torch.tensor(features[:1])).shape[1]
        classifier = PyTorchClassifier(network, torch.nn.CrossEntropyLoss(), features.shape[1:], classes, clip_values=(0.0, 1.0), device_type="cpu")
        for place in range(a_side):
            x, y = features[place:place + 1], int(labels[place])
            started, network.queries = time.perf_counter(), 0
            distance = 0.0
            if classifier.predict(x).argmax() == y:
                # A batch as large as the attack can fill: what it asks together goes through the model together.
                attack = HopSkipJump(classifier, batch_size=1024, targeted=False, norm=2, max_iter=50, max_eval=10000, init_eval=100, verbose=False)
                distance = float(np.linalg.norm(attack.generate(x, y=np.array([y])) - x))
            writer.writerow([side, place, distance, network.queries, time.perf_counter() - started])
            file.flush()
