"""Nets whose gradients PyTorch knows, beside those that were given: attention, recurrence, learned positions, old operator sets.

Run with PyTorch 1.13 and ONNX 1.12:  python3 make_oracles.py
For each net: NAME.onnx (exported in evaluation mode) and NAME.npz with x, y, logits, loss (mean cross-entropy),
grad/<parameter> for each parameter by its name in the ONNX file, gradx for floating-point inputs, pergrad (norm of the
gradient of each record's own loss).
"""
import io
import numpy as np
import onnx
import onnx.numpy_helper
import torch
from torch import nn
from torch.nn import functional as F

torch.manual_seed(7)
N = 6


class Attention(nn.Module):
    """Two heads over embedded tokens with learned positions, as exporters write it: Gather, MatMul of rank 3 and 4, Softmax, Erf."""

    def __init__(self, tokens=11, length=5, width=8, heads=2, classes=3):
        super().__init__()
        self.heads = heads
        self.table = nn.Embedding(tokens, width)
        self.positions = nn.Parameter(torch.randn(1, length, width) * 0.3)
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, 16), nn.Linear(16, width)
        self.head = nn.Linear(width, classes)

    def forward(self, x):
        h = self.table(x) + self.positions
        b, t, w = h.shape
        q, k, v = self.qkv(self.norm1(h)).reshape(b, t, 3, self.heads, w // self.heads).permute(2, 0, 3, 1, 4)
        a = torch.softmax(q @ k.transpose(-2, -1) / (w // self.heads) ** 0.5, dim=-1)
        h = h + self.out((a @ v).transpose(1, 2).reshape(b, t, w))
        h = h + self.down(F.gelu(self.up(self.norm2(h))))
        return self.head(h.mean(dim=1))


class Recurrent(nn.Module):
    def __init__(self, kind, classes=3):
        super().__init__()
        self.cell = kind(4, 5, batch_first=True)
        self.head = nn.Linear(5, classes)

    def forward(self, x):
        return self.head(self.cell(x)[0][:, -1])


class Gates(nn.Module):
    """Slices, splits, maxima, clips and powers between two layers."""

    def __init__(self):
        super().__init__()
        self.a, self.b = nn.Linear(9, 12), nn.Linear(6, 4)
        self.slope = nn.PReLU(12)

    def forward(self, x):
        h = self.slope(self.a(x))
        u, v = h.chunk(2, dim=1)
        g = torch.maximum(u, v) * torch.sigmoid(u - v) + F.softplus(v).clamp(-9.0, 1.0)
        s = F.silu(g[:, ::2]).pow(2) + torch.sqrt(g[:, 1::2] ** 2 + 1)
        return self.b(torch.cat([s, F.hardtanh(u[:, :3])], dim=1))


class Scaled(nn.Module):
    """A scaler in front, which is no parameter, and weights behind Transpose."""

    def __init__(self):
        super().__init__()
        self.register_buffer("mean", torch.randn(9))
        self.register_buffer("deviation", torch.rand(9) + 0.5)
        self.a, self.b = nn.Linear(9, 7), nn.Linear(7, 4)

    def forward(self, x):
        return self.b(F.relu(self.a((x - self.mean) / self.deviation)))


def forms(net):
    """Values and gradients of the parameters in the forms exporters give them: as they are, transposed, gates reordered."""
    found = [(p.detach().numpy(), p.grad.numpy()) for p in net.parameters()]
    yield from found
    yield from ((value.T, grad.T) for value, grad in found if value.ndim == 2)
    if isinstance(getattr(net, "cell", None), (nn.LSTM, nn.GRU)):
        # ONNX: input, output, forget, cell; update, reset, hidden. PyTorch: input, forget, cell, output; reset, update, new.
        order = [0, 3, 1, 2] if isinstance(net.cell, nn.LSTM) else [1, 0, 2]
        turn = lambda a: np.concatenate([np.split(a, len(order))[i] for i in order])
        grads = {key: (turn(p.detach().numpy()), turn(p.grad.numpy())) for key, p in net.cell.named_parameters()}
        for key in ("weight_ih_l0", "weight_hh_l0"):
            yield tuple(a[None] for a in grads[key])
        yield tuple(np.concatenate([grads["bias_ih_l0"][i], grads["bias_hh_l0"][i]])[None] for i in (0, 1))


def gradients(model, net):
    """Of each initializer that holds a parameter, by the initializer's name."""
    for tensor in model.graph.initializer:
        values = onnx.numpy_helper.to_array(tensor)
        for value, grad in forms(net):
            if value.shape == values.shape and np.array_equal(value, values):
                yield tensor.name, grad.copy()
                break


def save(name, net, x, opset, classes, fold=True):
    net.eval()
    with torch.no_grad():  # Exporters join tensors of equal values, as fresh norms have.
        for p in net.parameters():
            p += torch.randn_like(p) * 0.01
    buffer = io.BytesIO()
    torch.onnx.export(net, x[:2], buffer, opset_version=opset, input_names=["input"], output_names=["logits"],
                      dynamic_axes={"input": {0: "N"}, "logits": {0: "N"}}, do_constant_folding=fold)
    model = onnx.load_from_string(buffer.getvalue())
    onnx.checker.check_model(model)
    onnx.save(model, name + ".onnx")
    y = torch.randint(0, classes, (len(x),))
    floats = x.dtype == torch.float32
    x = x.clone().requires_grad_(floats)
    logits = net(x)
    loss = F.cross_entropy(logits, y)
    loss.backward()
    out = {"x": x.detach().numpy(), "y": y.numpy(), "logits": logits.detach().numpy(), "loss": loss.detach().numpy()}
    out |= {"grad/" + key: grad for key, grad in gradients(model, net)}
    if floats:
        out["gradx"] = x.grad.numpy().copy()
    norms = []
    for i in range(len(x)):
        net.zero_grad()
        F.cross_entropy(net(x[i:i + 1]), y[i:i + 1]).backward()
        norms.append(np.sqrt(sum(float((p.grad ** 2).sum()) for p in net.parameters())))
    out["pergrad"] = np.array(norms, np.float32)
    np.savez_compressed(name + ".npz", **out)
    count = sum(p.numel() for p in net.parameters())
    assert count == sum(v.size for k, v in out.items() if k.startswith("grad/")), name


tokens = torch.randint(0, 11, (N, 5))
save("attention_opset17", Attention(), tokens, 17, 3)
save("attention_opset11", Attention(), tokens, 11, 3)
save("lstm", Recurrent(nn.LSTM), torch.randn(N, 6, 4), 13, 3)
save("gru", Recurrent(nn.GRU), torch.randn(N, 6, 4), 13, 3)
save("gates", Gates(), torch.randn(N, 9), 13, 4)
save("gates_opset10", Gates(), torch.randn(N, 9), 10, 4)
save("scaled", Scaled(), torch.randn(N, 9), 13, 4, fold=False)
