"""A training step of resnet_bn_global.onnx by PyTorch 1.13: loss, gradients and running statistics with batch normalisation in training mode."""

import pathlib

import numpy
import onnx
import torch
import torch.nn.functional as F
from onnx import numpy_helper

here = pathlib.Path(__file__).parent
model = onnx.load(here / "resnet_bn_global.onnx")
given = numpy.load(here / "resnet_bn_global.npz")
values = {tensor.name: torch.tensor(numpy_helper.to_array(tensor)) for tensor in model.graph.initializer}
weights = {name: value.requires_grad_() for name, value in values.items() if "running" not in name}
mean, variance = values["2.n.running_mean"], values["2.n.running_var"]

h = F.relu(F.conv2d(torch.tensor(given["x"]), weights["0.weight"], weights["0.bias"]))
a = F.conv2d(h, weights["2.a.weight"], None, padding=1)
a = F.relu(F.batch_norm(a, mean, variance, weights["2.n.weight"], weights["2.n.bias"], training=True, momentum=0.1))
b = F.conv2d(a, weights["2.b.weight"], weights["2.b.bias"], padding=1)
pooled = F.relu(h + b).mean((2, 3))
loss = F.cross_entropy(F.linear(pooled, weights["5.weight"], weights["5.bias"]), torch.tensor(given["y"]))
loss.backward()
numpy.savez(
    here / "resnet_bn_training.npz",
    loss=loss.detach().numpy(),
    **{"updated/2.n.running_mean": mean.numpy(), "updated/2.n.running_var": variance.numpy()},
    **{f"grad/{name}": weight.grad.numpy() for name, weight in weights.items()},
)
