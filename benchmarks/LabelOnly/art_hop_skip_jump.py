"""HopSkipJump of the Adversarial Robustness Toolbox on the first records of either side of Location-30.

  /usr/bin/python3 art_hop_skip_jump.py ART_SOURCE LOCATION30_FOLDER RECORDS_A_SIDE OUTPUT.csv

Needs numpy, scipy, scikit-learn, tqdm, packaging, onnx and torch. ART's source is not part of this repository. Writes a
line a record: side, place within its side, distance (0 where the model is wrong), queries, seconds; one thread.
"""
import csv
import gzip
import sys
import time

art_source, folder, a_side, output = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
sys.path.insert(0, art_source)

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from art.attacks.evasion import HopSkipJump
from art.estimators.classification import PyTorchClassifier

torch.set_num_threads(1)
np.random.seed(1)
weights = {w.name: torch.tensor(numpy_helper.to_array(w).copy()) for w in onnx.load(folder + "/model.onnx").graph.initializer}
network = torch.nn.Sequential(torch.nn.Linear(446, 128), torch.nn.Tanh(), torch.nn.Linear(128, 30), torch.nn.Softmax(1))
network.load_state_dict({name[2:]: value for name, value in weights.items()})
network.eval()

queries = [0]


class Counted(torch.nn.Module):
    def forward(self, x):
        queries[0] += len(x)
        with torch.no_grad():
            return network(x)


classifier = PyTorchClassifier(Counted(), torch.nn.CrossEntropyLoss(), (446,), 30, clip_values=(0.0, 1.0), device_type="cpu")
with gzip.open(folder + "/location30.csv.gz", "rt") as file:
    rows = list(csv.reader(file))
label, split = rows[0].index("label"), rows[0].index("split")
with open(output, "w", newline="") as file:
    writer = csv.writer(file)
    writer.writerow(["side", "place", "distance", "queries", "seconds"])
    for side in ("member", "nonmember"):
        for place, row in enumerate([row for row in rows[1:] if row[split] == side][:a_side]):
            x = np.array([[float(value) for value in row[:446]]], np.float32)
            y = int(row[label])
            started, queries[0] = time.perf_counter(), 0
            distance = 0.0
            if classifier.predict(x).argmax() == y:
                # A batch as large as the attack can fill: what it asks together goes through the model together.
                attack = HopSkipJump(classifier, batch_size=1024, targeted=False, norm=2, max_iter=50, max_eval=10000, init_eval=100, verbose=False)
                distance = float(np.linalg.norm(attack.generate(x, y=np.array([y])) - x))
            writer.writerow([side, place, distance, queries[0], time.perf_counter() - started])
            file.flush()
