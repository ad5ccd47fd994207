"""Makes the models, and their records, that benchmarks/results/standard-time.md was measured on.

    python3 standard_models.py FOLDER

Needs numpy, scikit-learn and onnx (measured with numpy 1.24, scikit-learn 1.2.1, onnx 1.12). Writes FOLDER/gb (300 boosted
trees of depth 4), FOLDER/rf (a forest of 100 trees) and FOLDER/mlp (20-64-3), each with train.csv and holdout.csv of 1,000
records of a made-up table.
"""

import os
import sys

import numpy as np
import onnx
from onnx import TensorProto as T
from onnx import helper as h
from onnx import numpy_helper
from sklearn.datasets import make_classification
from sklearn.ensemble import GradientBoostingClassifier, RandomForestClassifier
from sklearn.neural_network import MLPClassifier

SIDE = 1000
COLUMNS = 20
CLASSES = 3
NODES = ["treeids", "nodeids", "featureids", "values", "truenodeids", "falsenodeids", "modes"]
LEAVES = ["treeids", "nodeids", "ids", "weights"]


def main(folder):
    x, y = make_classification(4 * SIDE, COLUMNS, n_informative=10, n_redundant=2, n_classes=CLASSES, flip_y=.1,
                               random_state=1, class_sep=1.0)
    x = x.astype(np.float32)
    members = x[:SIDE], y[:SIDE]
    sides = {"train": members, "holdout": (x[SIDE:2 * SIDE], y[SIDE:2 * SIDE])}

    boosting = GradientBoostingClassifier(n_estimators=100, max_depth=4, learning_rate=.1, random_state=1).fit(*members)
    trees = [(boosting.estimators_[i, k].tree_, k) for i in range(100) for k in range(CLASSES)]
    prior = [float(v) for v in np.log(np.bincount(members[1]) / SIDE)]
    save(folder, "gb", sides, tree_node(trees, lambda tree, node, k: [(k, .1 * tree.value[node, 0, 0])], "SOFTMAX", prior), [])

    forest = RandomForestClassifier(100, random_state=1).fit(*members)
    shares = lambda tree, node, _: [(k, tree.value[node, 0, k] / tree.value[node, 0].sum() / 100) for k in range(CLASSES)]
    save(folder, "rf", sides, tree_node([(e.tree_, 0) for e in forest.estimators_], shares, "NONE", None), [])

    network = MLPClassifier((64,), max_iter=400, random_state=1).fit(*members)
    weights = [network.coefs_[0], network.intercepts_[0], network.coefs_[1], network.intercepts_[1]]
    nodes = [h.make_node("Gemm", ["X", "w0", "b0"], ["h"]), h.make_node("Relu", ["h"], ["r"]),
             h.make_node("Gemm", ["r", "w1", "b1"], ["z"]), h.make_node("Softmax", ["z"], ["probabilities"], axis=1)]
    save(folder, "mlp", sides, nodes, [numpy_helper.from_array(w.astype(np.float32), n) for w, n in zip(weights, ["w0", "b0", "w1", "b1"])])


def tree_node(trees, weights_of, function, start):
    nodes = {name: [] for name in NODES}
    leaves = {name: [] for name in LEAVES}
    for number, (tree, k) in enumerate(trees):
        for node in range(tree.node_count):
            leaf = tree.children_left[node] < 0
            row = [number, node, 0 if leaf else int(tree.feature[node]), 0. if leaf else threshold(tree.threshold[node]),
                   0 if leaf else int(tree.children_left[node]), 0 if leaf else int(tree.children_right[node]),
                   "LEAF" if leaf else "BRANCH_LEQ"]
            for name, value in zip(NODES, row):
                nodes[name].append(value)
            for column, weight in weights_of(tree, node, k) if leaf else []:
                for name, value in zip(LEAVES, [number, node, column, float(weight)]):
                    leaves[name].append(value)
    attributes = {"nodes_" + name: values for name, values in nodes.items()}
    attributes.update({"class_" + name: values for name, values in leaves.items()})
    if start is not None:
        attributes["base_values"] = start
    return [h.make_node("TreeEnsembleClassifier", ["X"], ["label", "probabilities"], domain="ai.onnx.ml",
                        classlabels_int64s=list(range(CLASSES)), post_transform=function, **attributes)]


def threshold(value):
    """The largest single-precision number that is not above the double one."""
    single = np.float32(value)
    return float(np.nextafter(single, np.float32(-np.inf), dtype=np.float32) if float(single) > value else single)


def save(folder, name, sides, nodes, constants):
    os.makedirs(os.path.join(folder, name), exist_ok=True)
    outputs = [h.make_tensor_value_info("probabilities", T.FLOAT, [None, CLASSES])]
    if "label" in nodes[0].output:
        outputs.insert(0, h.make_tensor_value_info("label", T.INT64, [None]))
    graph = h.make_graph(nodes, "g", [h.make_tensor_value_info("X", T.FLOAT, [None, COLUMNS])], outputs, constants)
    opsets = [h.make_opsetid("", 15)] + ([h.make_opsetid("ai.onnx.ml", 1)] if "label" in nodes[0].output else [])
    model = h.make_model(graph, opset_imports=opsets)
    model.ir_version = 8
    onnx.save(model, os.path.join(folder, name, "model.onnx"))
    for side, (x, y) in sides.items():
        with open(os.path.join(folder, name, side + ".csv"), "w", encoding="utf-8") as file:
            file.write(",".join(f"f{i}" for i in range(COLUMNS)) + ",y\n")
            for row, label in zip(x, y):
                file.write(",".join(repr(float(v)) for v in row) + f",{label}\n")


main(sys.argv[1])
