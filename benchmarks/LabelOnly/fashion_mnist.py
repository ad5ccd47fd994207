"""Over-fits two small convolutional networks on 1,000 Fashion-MNIST pictures, the second one with pictures mirrored at
random, and writes them with their records and a spec for benchmarks/LabelOnly to audit. Seeds are fixed.

    python3 fashion_mnist.py <folder of the four .gz files> <folder to write to>

Needs numpy and torch (made with 1.13); Fashion-MNIST is Debian's package dataset-fashion-mnist.
"""
import gzip, json, os, sys
import numpy as np
import torch
import torch.nn as nn

data, out = sys.argv[1], sys.argv[2]
images = np.frombuffer(gzip.open(os.path.join(data, 'train-images-idx3-ubyte.gz')).read(), np.uint8, offset=16)
labels = np.frombuffer(gzip.open(os.path.join(data, 'train-labels-idx1-ubyte.gz')).read(), np.uint8, offset=8)
x = images.reshape(-1, 1, 28, 28)[:4000].astype(np.float32) / 255
y = labels[:4000].astype(np.int64)
for name, rows in (('members', slice(0, 1000)), ('nonmembers', slice(1000, 2000)), ('reference', slice(2000, 4000))):
    np.savez(os.path.join(out, name + '.npz'), x=x[rows], label=y[rows])

members, classes = torch.tensor(x[:1000]), torch.tensor(y[:1000])
torch.set_num_threads(1)
for name, mirrored in (('plain', False), ('mirrored', True)):
    torch.manual_seed(1)
    model = nn.Sequential(
        nn.Conv2d(1, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(16, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(32 * 49, 64), nn.ReLU(), nn.Linear(64, 10))
    optimiser = torch.optim.Adam(model.parameters(), 1e-3)
    for _ in range(100 if mirrored else 60):
        order = torch.randperm(1000)
        for first in range(0, 1000, 32):
            batch = members[order[first:first + 32]]
            if mirrored:
                flip = torch.rand(len(batch)) < .5
                batch = torch.where(flip[:, None, None, None], batch.flip(3), batch)
            optimiser.zero_grad()
            nn.functional.cross_entropy(model(batch), classes[order[first:first + 32]]).backward()
            optimiser.step()
    model.eval()
    torch.onnx.export(
        model, torch.zeros(2, 1, 28, 28), os.path.join(out, name + '.onnx'), input_names=['x'], output_names=['logits'],
        dynamic_axes={'x': {0: 'n'}, 'logits': {0: 'n'}}, opset_version=13)

spec = {'models': [
    {'name': name, 'path': file, 'members': 'members.npz', 'nonMembers': 'nonmembers.npz', 'reference': 'reference.npz', 'label': 'label'}
    for name, file in (('Fashion-MNIST', 'plain.onnx'), ('Fashion-MNIST, mirrored in training', 'mirrored.onnx'))]}
with open(os.path.join(out, 'fashion.json'), 'w') as file:
    json.dump(spec, file, indent=2)
