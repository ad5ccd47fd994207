"""Writes guards.json: what each guard of PrivacyGate.ScoreGuard must answer, computed here a second time.

Exact fractions and 60-digit decimals in place of doubles, sorting of pairs in place of keys, SipHash-2-4 written from the paper
(Aumasson and Bernstein, INDOCRYPT 2012). Python 3 alone; python3 tests/Shared/make_guards.py writes the same bytes again.
"""
import decimal
import json
import os
import random
import struct
from fractions import Fraction

decimal.getcontext().prec = 60
SMALLEST = Fraction(2) ** -126


def single(value):
    return struct.unpack("<f", struct.pack("<f", float(value)))[0]


def bits(value):
    return struct.unpack("<I", struct.pack("<f", value + 0.0))[0]


def following(value):
    return struct.unpack("<f", struct.pack("<I", bits(value) + 1))[0]


def label_of(scores):
    return max(range(len(scores)), key=lambda i: (scores[i], -i))


def order_of(scores):
    return sorted(range(len(scores)), key=lambda i: (-scores[i], i))


def normalise(scores):
    total = max(sum(Fraction(s) for s in scores), SMALLEST)
    return [single(Fraction(s) / total) for s in scores]


def round_to(scores, digits):
    scale = single(10 ** digits)
    return [single(float(round(Fraction(single(Fraction(s) * Fraction(scale))))) / scale) for s in scores]


def top_k(scores, k, renormalise):
    kept = set(order_of(scores)[:k])
    answer = [s if i in kept else 0.0 for i, s in enumerate(scores)]
    return normalise(answer) if renormalise else answer


def label_only(scores):
    return [1.0 if i == label_of(scores) else 0.0 for i in range(len(scores))]


def order_only(scores):
    n = len(scores)
    harmonic = sum(Fraction(1, r) for r in range(1, n + 1))
    answer = [0.0] * n
    for rank, i in enumerate(order_of(scores), 1):
        answer[i] = single(1 / (rank * harmonic))
    return answer


def power(base, exponent):
    return decimal.Decimal(0) if base == 0 else decimal.Decimal(base) ** exponent


def temperature(scores, value):
    exponent = decimal.Decimal(1) / decimal.Decimal(single(value))
    parts = [power(s, exponent) for s in scores]
    total = sum(parts)
    return [single(p / total) if total else 0.0 for p in parts]


def clip(scores, lowest, highest):
    lowest, highest = single(lowest), single(highest)
    return normalise([min(max(s, lowest), highest) for s in scores])


MASK = 2 ** 64 - 1


def rotate(x, n):
    return ((x << n) | (x >> (64 - n))) & MASK


def siphash(k0, k1, data):
    v = [k0 ^ 0x736F6D6570736575, k1 ^ 0x646F72616E646F6D, k0 ^ 0x6C7967656E657261, k1 ^ 0x7465646279746573]

    def rounds(count):
        for _ in range(count):
            v[0] = (v[0] + v[1]) & MASK
            v[1] = rotate(v[1], 13) ^ v[0]
            v[0] = rotate(v[0], 32)
            v[2] = (v[2] + v[3]) & MASK
            v[3] = rotate(v[3], 16) ^ v[2]
            v[0] = (v[0] + v[3]) & MASK
            v[3] = rotate(v[3], 21) ^ v[0]
            v[2] = (v[2] + v[1]) & MASK
            v[1] = rotate(v[1], 17) ^ v[2]
            v[2] = rotate(v[2], 32)

    padded = data + b"\0" * (7 - len(data) % 8) + bytes([len(data) & 255])
    for (block,) in struct.iter_unpack("<Q", padded):
        v[3] ^= block
        rounds(2)
        v[0] ^= block
    v[2] ^= 0xFF
    rounds(4)
    return v[0] ^ v[1] ^ v[2] ^ v[3]


# The value printed in the paper, appendix A.
assert siphash(0x0706050403020100, 0x0F0E0D0C0B0A0908, bytes(range(15))) == 0xA129CA6149BE45E5


def noise(scores, amplitude, seed):
    label = label_of(scores)
    record = siphash(seed, 0, b"".join(struct.pack("<I", bits(s)) for s in scores))
    answer = []
    for i, s in enumerate(scores):
        draw = Fraction(siphash(seed, 1, struct.pack("<QI", record, i)) >> 11, 2 ** 52) - 1
        answer.append(single(max(Fraction(0), Fraction(s) + Fraction(single(amplitude)) * draw)))
    first = label_of(answer)
    if answer[first] == 0:
        answer[label] = 1.0
    else:
        answer[first], answer[label] = answer[label], answer[first]
    answer = normalise(answer)
    others = max(answer[:label] + answer[label + 1:])
    if answer[label] <= others:
        answer[label] = following(others)
    return answer


def softmax(logits):
    parts = [decimal.Decimal(z).exp() for z in logits]
    return [single(p / sum(parts)) for p in parts]


def records():
    draw = random.Random(16)
    yield [0.7, 0.2, 0.1]
    yield [0.1, 0.2, 0.7]
    yield [0.5, 0.5]
    yield [0.25, 0.25, 0.25, 0.25]
    yield [1.0, 0.0, 0.0]
    yield [0.0, 0.0, 0.0]
    yield [0.125, 0.375, 0.375, 0.125]
    yield [1e-30, 1e-38, 1.0]
    yield [0.0009765625, 0.9990234375]
    for classes in (2, 3, 10, 30, 100):
        for spread in (0.5, 3):
            yield softmax([draw.gauss(0, spread) for _ in range(classes)])


def logits():
    yield [-3.5, 0.25, 12.125, -0.005]
    yield [-1.0, -2.0, -3.0]
    yield [-0.0, 0.0, -1e-45]


GUARDS = [
    ("round", round_to, [{"digits": d} for d in (0, 1, 2, 3, 6)]),
    ("top-k", top_k, [{"k": 1, "renormalise": False}, {"k": 2, "renormalise": False}, {"k": 2, "renormalise": True}]),
    ("label-only", label_only, [{}]),
    ("order-only", order_only, [{}]),
    ("temperature", temperature, [{"value": t} for t in (0.5, 2, 20)]),
    ("clip", clip, [{"lowest": 0.05, "highest": 0.6}, {"lowest": 0, "highest": 0.9}]),
    ("noise", noise, [{"amplitude": 0.05, "seed": 1}, {"amplitude": 0.5, "seed": 18446744073709551615}]),
]


def text(value):
    return "%.9g" % value


def line(name, parameters, scores, expected):
    stated = "".join(f', "{key}": {json.dumps(value)}' for key, value in parameters.items())
    return f'  {{ "guard": "{name}"{stated}, "scores": [{", ".join(map(text, scores))}], "expected": [{", ".join(map(text, expected))}] }}'


def lines():
    for name, guard, settings in GUARDS:
        inputs = [[single(s) for s in scores] for scores in records()]
        if name in ("round", "label-only", "order-only"):
            inputs += [[single(s) for s in scores] for scores in logits()]
        for parameters in settings:
            for scores in inputs:
                yield line(name, parameters, scores, guard(scores, **parameters))


if __name__ == "__main__":
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "guards.json")
    with open(path, "w", newline="\n") as file:
        file.write("[\n" + ",\n".join(lines()) + "\n]\n")
