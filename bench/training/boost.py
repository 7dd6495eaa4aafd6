"""Gradient boosted trees with Debian's libxgboost through its C interface: two kinds of decision, one form of model.

yes_no:  the logistic of the trees' sum is the probability of "yes".
choice:  rows come in groups, of which one is to be chosen (or none); exp(sum) is proportional to a row's chance, and 1 to
         the chance of "none" where that is allowed. The gradient is that of the softmax over the group."""
import ctypes
import json

import numpy as np

LIB = ctypes.CDLL("libxgboost.so.0")
LIB.XGBGetLastError.restype = ctypes.c_char_p


def check(code):
    if code != 0:
        raise RuntimeError(LIB.XGBGetLastError().decode())


def pointer(array):
    return array.ctypes.data_as(ctypes.POINTER(ctypes.c_float))


class Matrix:
    def __init__(self, rows, label=None, weight=None):
        rows = np.ascontiguousarray(rows, np.float32)
        self.count = len(rows)
        self.handle = ctypes.c_void_p()
        check(LIB.XGDMatrixCreateFromMat(pointer(rows), ctypes.c_uint64(rows.shape[0]), ctypes.c_uint64(rows.shape[1]), ctypes.c_float(float("nan")), ctypes.byref(self.handle)))
        for name, values in ((b"label", label), (b"weight", weight)):
            if values is not None:
                values = np.ascontiguousarray(values, np.float32)
                check(LIB.XGDMatrixSetFloatInfo(self.handle, name, pointer(values), ctypes.c_uint64(len(values))))

    def __del__(self):
        LIB.XGDMatrixFree(self.handle)


class Booster:
    def __init__(self, matrix, settings):
        self.handle = ctypes.c_void_p()
        check(LIB.XGBoosterCreate((ctypes.c_void_p * 1)(matrix.handle), ctypes.c_uint64(1), ctypes.byref(self.handle)))
        for name, value in {"nthread": 1, "tree_method": "hist", "seed": 1, "verbosity": 0, "base_score": 0.5, **settings}.items():
            check(LIB.XGBoosterSetParam(self.handle, name.encode(), str(value).encode()))

    def __del__(self):
        LIB.XGBoosterFree(self.handle)

    def predict(self, matrix, training=False):
        """Sums of the trees, without bounds."""
        length, out = ctypes.c_uint64(), ctypes.POINTER(ctypes.c_float)()
        check(LIB.XGBoosterPredict(self.handle, matrix.handle, 1, 0, int(training), ctypes.byref(length), ctypes.byref(out)))
        return np.ctypeslib.as_array(out, (length.value,)).copy()

    def trees(self):
        length, out = ctypes.c_uint64(), ctypes.POINTER(ctypes.c_char_p)()
        check(LIB.XGBoosterDumpModelEx(self.handle, b"", 0, b"json", ctypes.byref(length), ctypes.byref(out)))
        return [preorder(json.loads(out[i])) for i in range(length.value)]


def preorder(node):
    """[(feature, right, value)]: the left branch follows; it is taken at most at `value`, xgboost's below its condition."""
    if "leaf" in node:
        return [(255, 0, np.float32(node["leaf"]))]
    children = {child["nodeid"]: child for child in node["children"]}
    left, right = preorder(children[node["yes"]]), preorder(children[node["no"]])
    value = np.nextafter(np.float32(node["split_condition"]), np.float32(-np.inf))
    return [(int(node["split"][1:]), len(left) + 1, value), *left, *right]


def yes_no(rows, labels, weights, rounds, settings):
    matrix = Matrix(rows, labels, weights)
    booster = Booster(matrix, {"objective": "binary:logistic", **settings})
    for i in range(rounds):
        check(LIB.XGBoosterUpdateOneIter(booster.handle, i, matrix.handle))
    return booster


def choice(rows, groups, right, with_none, rounds, settings):
    """`groups` numbers each row's group, ascending; `right` is 1 for rows that may be chosen. A group without a right row
    has "none" right, or, where that is not allowed, teaches nothing."""
    matrix = Matrix(rows)
    booster = Booster(matrix, {"objective": "reg:squarederror", "base_score": 0, **settings})
    _, group = np.unique(groups, return_inverse=True)
    count = group.max() + 1
    has_right = np.bincount(group, right, count) > 0
    for _ in range(rounds):
        sums = booster.predict(matrix, training=True).astype(np.float64)
        top = np.zeros(count) if with_none else np.full(count, -np.inf)
        np.maximum.at(top, group, sums)
        strength = np.exp(sums - top[group])
        none = np.exp(-top) if with_none else np.zeros(count)
        chance = strength / (np.bincount(group, strength, count) + none)[group]
        good = np.bincount(group, strength * right, count)
        wanted = np.where(has_right[group], strength * right / np.where(good > 0, good, 1)[group], 0)
        gradient = chance - wanted
        curvature = np.maximum(chance * (1 - chance), 1e-4)
        if not with_none:
            gradient[~has_right[group]] = 0
        gradient, curvature = gradient.astype(np.float32), curvature.astype(np.float32)
        check(LIB.XGBoosterBoostOneIter(booster.handle, matrix.handle, pointer(gradient), pointer(curvature), ctypes.c_uint64(matrix.count)))
    return booster


def number(value):
    return np.format_float_positional(value, unique=True, trim="-") if 1e-4 <= abs(value) < 1e7 or value == 0 else np.format_float_scientific(value, unique=True, trim="-")


def write_model(trees, path, base=0.0):
    """The form bench/training/lab.cc reads."""
    with open(path, "w") as out:
        print(number(np.float32(base)), len(trees), *map(len, trees), file=out)
        for tree in trees:
            for feature, right, value in tree:
                print(feature, right, number(value), file=out)


def write_include(trees, path, head="", base=0.0):
    """The form that is compiled in; `head` is what else the file says."""
    def flow(items):
        line, lines = "   ", []
        for item in items:
            if len(line) + len(item) + 1 > 118:
                lines.append(line)
                line = "   "
            line += " " + item
        return "\n".join([*lines, line])

    def literal(value):
        text = number(value)
        return text + ("f" if "." in text or "e" in text else ".0f")

    nodes = [f"{{{feature}, {right}, {literal(value)}}}," for tree in trees for feature, right, value in tree]
    with open(path, "w") as out:
        out.write("// Made by bench/training/train.py: do not edit by hand.\n")
        out.write(head)
        out.write(f"constexpr float kModelBase = {literal(np.float32(base))};\n")
        out.write("constexpr uint16_t kModelTreeSizes[] = {\n" + flow(f"{len(tree)}," for tree in trees) + "\n};\n")
        out.write("constexpr TreeNode kModelNodes[] = {\n" + flow(nodes) + "\n};\n")
