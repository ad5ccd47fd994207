"""Makes what both samples stand on: the two sides of the data and the two models.

    python3 samples/make_models.py

Needs numpy, scikit-learn and onnx (the committed files: Python 3.11, numpy 1.24, scikit-learn 1.2.1, onnx 1.12).
Same versions, same bytes. Every exported file is read back and evaluated by plain numpy; the script stops, and writes
no model, when its answer differs from scikit-learn's.
"""

import csv
import os
import random
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss
from sklearn.model_selection import StratifiedKFold
from sklearn.preprocessing import StandardScaler

SEED = 2026  # The year this was written, picked before any model was trained (data/README.md).
CLASSES = ["benign", "malignant"]
LABEL = "diagnosis"
# A vote of 1/128 is exact in binary floating point, so the sum of the votes does not depend on their order.
TREES = 128
HERE = Path(__file__).resolve().parent


def main():
    header, rows = read(HERE / "data" / "breast_cancer_wisconsin.csv")
    is_member = split([row[-1] for row in rows])
    write_side(HERE / "data" / "members.csv", header, [r for r, m in zip(rows, is_member) if m])
    holdout = [r for r, m in zip(rows, is_member) if not m]
    write_side(HERE / "data" / "holdout.csv", header, holdout)
    example = next(row for row in holdout if row[-1] == "benign")
    write(HERE / "data" / "example.json", f"[{', '.join(example[:-1])}]\n".encode())

    features = np.array([[float(cell) for cell in row[:-1]] for row in rows]).astype(np.float32)
    classes = np.array([CLASSES.index(row[-1]) for row in rows])
    for sample, train, export, evaluate in (
        ("LeakyClinic", train_forest, export_forest, evaluate_forest),
        ("PrivateClinic", train_regression, export_regression, evaluate_regression),
    ):
        predict, fitted = train(features[is_member], classes[is_member])
        model = export(fitted, features.shape[1])
        onnx.checker.check_model(model)
        expected = predict(features)
        difference = np.abs(evaluate(model, features) - expected).max()
        if difference > 1e-5:
            raise SystemExit(f"{sample}: the exported model is off by {difference:.3g}; not written.")
        path = HERE / sample / "models" / "tumour.onnx"
        write(path, model.SerializeToString())
        correct = expected.argmax(axis=1) == classes
        print(f"{sample}: accuracy {correct[is_member].mean():.4f} on {is_member.sum()} members, "
              f"{correct[~is_member].mean():.4f} on {(~is_member).sum()} holdout records; "
              f"largest difference from scikit-learn {difference:.1e}; {path.stat().st_size:,} bytes")


# ---- data

def read(path):
    with open(path, newline="", encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    if header[-1] != LABEL:
        raise SystemExit(f"{path.name}: the last column must be '{LABEL}', not '{header[-1]}'.")
    return header, rows


def split(labels):
    """Half of each class becomes a member, so both sides hold benign and malignant records in the same share."""
    shuffle = random.Random(SEED).shuffle
    is_member = np.zeros(len(labels), dtype=bool)
    for name in CLASSES:
        positions = [i for i, label in enumerate(labels) if label == name]
        shuffle(positions)
        is_member[positions[: (len(positions) + 1) // 2]] = True
    return is_member


def write_side(path, header, rows):
    write(path, "".join(",".join(row) + "\n" for row in [header, *rows]).encode("utf-8"))


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(path.suffix + ".tmp")
    beside.write_bytes(content)
    os.replace(beside, path)


# ---- LeakyClinic: a forest grown with the library's defaults: every tree until it knows its records

def train_forest(features, classes):
    forest = ExtraTreesClassifier(n_estimators=TREES, random_state=SEED).fit(features, classes)
    return forest.predict_proba, forest


def export_forest(forest, feature_count):
    """The graph skl2onnx makes of a forest with text classes: TreeEnsembleClassifier, then ZipMap."""
    nodes = [
        helper.make_node("TreeEnsembleClassifier", ["float_input"], ["output_label", "probabilities"],
                         domain="ai.onnx.ml", classlabels_strings=CLASSES, post_transform="NONE",
                         **tree_attributes(forest)),
        helper.make_node("ZipMap", ["probabilities"], ["output_probability"],
                         domain="ai.onnx.ml", classlabels_strings=CLASSES),
    ]
    probability = onnx.ValueInfoProto(name="output_probability")
    class_to_probability = probability.type.sequence_type.elem_type.map_type
    class_to_probability.key_type = TensorProto.STRING
    class_to_probability.value_type.tensor_type.elem_type = TensorProto.FLOAT
    outputs = [helper.make_tensor_value_info("output_label", TensorProto.STRING, [None]), probability]
    features = helper.make_tensor_value_info("float_input", TensorProto.FLOAT, [None, feature_count])
    return make_model(helper.make_graph(nodes, "leaky_clinic", [features], outputs), ml_version=1)


def tree_attributes(forest):
    names = ("nodes_treeids nodes_nodeids nodes_featureids nodes_modes nodes_values nodes_truenodeids "
             "nodes_falsenodeids class_treeids class_nodeids class_ids class_weights").split()
    columns = {name: [] for name in names}
    for tree_id, tree in enumerate(estimator.tree_ for estimator in forest.estimators_):
        for node in range(tree.node_count):
            leaf = tree.children_left[node] < 0
            columns["nodes_treeids"].append(tree_id)
            columns["nodes_nodeids"].append(node)
            columns["nodes_featureids"].append(0 if leaf else int(tree.feature[node]))
            columns["nodes_modes"].append("LEAF" if leaf else "BRANCH_LEQ")
            columns["nodes_values"].append(0.0 if leaf else float(round_down(tree.threshold[node])))
            columns["nodes_truenodeids"].append(0 if leaf else int(tree.children_left[node]))
            columns["nodes_falsenodeids"].append(0 if leaf else int(tree.children_right[node]))
            if leaf:
                # Of two classes only the second one's votes are written, under id 0: ONNX Runtime adds the first class
                # as 1 - p. Given votes for both, it answers "malignant" to every record with a single malignant vote.
                benign, malignant = tree.value[node][0]
                columns["class_treeids"].append(tree_id)
                columns["class_nodeids"].append(node)
                columns["class_ids"].append(0)
                columns["class_weights"].append(float(malignant / (benign + malignant) / len(forest.estimators_)))
    return columns


def round_down(threshold):
    """The largest float32 that is not above a float64: for any float32 x, x <= threshold stays the same question."""
    nearest = np.float32(threshold)
    return nearest if nearest <= threshold else np.nextafter(nearest, np.float32(-np.inf))


def evaluate_forest(model, features):
    attributes = {a.name: helper.get_attribute_value(a) for a in model.graph.node[0].attribute}
    nodes = {key: row for row, key in enumerate(zip(attributes["nodes_treeids"], attributes["nodes_nodeids"]))}
    leaves = zip(attributes["class_treeids"], attributes["class_nodeids"])
    votes = dict(zip(leaves, np.array(attributes["class_weights"], np.float32)))
    malignant = np.zeros(len(features), np.float32)
    for position, record in enumerate(features):
        for tree in range(TREES):
            node = 0
            while attributes["nodes_modes"][row := nodes[tree, node]] == b"BRANCH_LEQ":
                below = record[attributes["nodes_featureids"][row]] <= np.float32(attributes["nodes_values"][row])
                node = attributes["nodes_truenodeids" if below else "nodes_falsenodeids"][row]
            malignant[position] += votes[tree, node]
    return np.column_stack([1 - malignant, malignant])


# ---- PrivateClinic: standardised features and a logistic regression held back as far as cross-validation allows

def train_regression(features, classes):
    scaler = StandardScaler().fit(features.astype(np.float64))
    standardised = scaler.transform(features.astype(np.float64))
    regression = fit_regression(standardised, classes, strongest_penalty_within_one_error(standardised, classes))
    return (lambda x: regression.predict_proba(scaler.transform(x.astype(np.float64)))), (scaler, regression)


def fit_regression(features, classes, inverse_penalty):
    return LogisticRegression(C=inverse_penalty, solver="newton-cholesky").fit(features, classes)


def strongest_penalty_within_one_error(features, classes):
    """The one-standard-error rule (Breiman et al. 1984) on ten folds of the members; the holdout has no say."""
    candidates = [0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0]
    folds = list(StratifiedKFold(10, shuffle=True, random_state=SEED).split(features, classes))

    def loss(train, test, inverse_penalty):
        regression = fit_regression(features[train], classes[train], inverse_penalty)
        return log_loss(classes[test], regression.predict_proba(features[test]))

    losses = np.array([[loss(train, test, c) for c in candidates] for train, test in folds])
    mean, error = losses.mean(axis=0), losses.std(axis=0, ddof=1) / np.sqrt(len(folds))
    best = mean.argmin()
    chosen = candidates[int(np.argmax(mean <= mean[best] + error[best]))]
    print(f"PrivateClinic: C = {chosen} (cross-validated loss {mean[candidates.index(chosen)]:.4f}; "
          f"best {mean[best]:.4f} at C = {candidates[best]}, standard error {error[best]:.4f})")
    return chosen


def export_regression(fitted, feature_count):
    """Sub, Div, Gemm, Softmax. Over two classes, logits -z/2 and z/2 give the same softmax as the logistic of z."""
    scaler, regression = fitted
    sides = np.array([-0.5, 0.5])
    constants = {
        "feature_mean": scaler.mean_,
        "feature_deviation": scaler.scale_,
        "weights": regression.coef_.T * sides,
        "bias": regression.intercept_ * sides,
    }
    nodes = [
        helper.make_node("Sub", ["features", "feature_mean"], ["centred"]),
        helper.make_node("Div", ["centred", "feature_deviation"], ["standardised"]),
        helper.make_node("Gemm", ["standardised", "weights", "bias"], ["logits"]),
        helper.make_node("Softmax", ["logits"], ["probabilities"], axis=1),
    ]
    features = helper.make_tensor_value_info("features", TensorProto.FLOAT, [None, feature_count])
    probabilities = helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, [None, len(CLASSES)])
    initializers = [numpy_helper.from_array(value.astype(np.float32), name) for name, value in constants.items()]
    return make_model(helper.make_graph(nodes, "private_clinic", [features], [probabilities], initializers))


def evaluate_regression(model, features):
    constants = {c.name: numpy_helper.to_array(c) for c in model.graph.initializer}
    standardised = (features - constants["feature_mean"]) / constants["feature_deviation"]
    powers = np.exp(standardised @ constants["weights"] + constants["bias"])
    return powers / powers.sum(axis=1, keepdims=True)


def make_model(graph, ml_version=None):
    versions = [helper.make_opsetid("", 13)] + ([helper.make_opsetid("ai.onnx.ml", ml_version)] if ml_version else [])
    return helper.make_model(graph, opset_imports=versions, ir_version=8, producer_name="make_models.py")


if __name__ == "__main__":
    main()
