using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace PrivacyGate.Fuzz.Tests.Mutators;

/// <summary>
/// Changes fields of a protobuf message, so that what comes out still parses: numbers, names and types, entries left out,
/// doubled, moved, or taken from another message. Works on any message by its descriptor.
/// </summary>
internal static class MessageMutator
{
    private static readonly long[] Numbers =
        [0, 1, -1, 2, 3, 7, 8, 9, 11, 13, 16, 127, 255, 256, 65_536, int.MaxValue, int.MinValue, uint.MaxValue, 1L << 33, long.MaxValue, long.MinValue];

    private static readonly double[] Reals = [0, -0.0, 1, -1, 0.5, 1e-38, 1e38, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue];

    /// <summary>Operators, domains and names of attributes that the graphs of others do not all have.</summary>
    private static readonly string[] Words =
    [
        "", " ", "x", "y", "a\nb", "\u202e", "ai.onnx.ml", "com.microsoft", "com.example", "Softmax", "LogSoftmax", "Sigmoid", "ArgMax", "Identity", "Gemm", "MatMul", "Add",
        "Relu", "Reshape", "Concat", "Cast", "Split", "Conv", "If", "Loop", "Scan", "ZipMap", "TreeEnsembleClassifier", "LinearClassifier", "Normalizer", "LabelEncoder",
        "OneHotEncoder", "Scaler", "Imputer", "Constant", "ConstantOfShape", "Expand", "Tile", "Range", "Dropout", "RandomNormal", "BatchNormalization", "Unsqueeze", "Squeeze",
        "Flatten", "Transpose", "Slice", "Gather", "Shape", "Where", "TopK", "NonZero", "Unique", "QuantizeLinear", "axis", "axes", "alpha", "transB", "to", "keepdims", "N",
    ];

    public static void Mutate(IMessage message, IMessage other, Random random)
    {
        var all = All(message).ToList();
        var foreign = All(other).ToList();
        for (var edits = random.Edits(4); edits > 0; edits--)
        {
            Edit(random.Pick(all), all, foreign, random);
        }
    }

    private static void Edit(IMessage message, List<IMessage> all, List<IMessage> foreign, Random random)
    {
        var field = random.Pick(message.Descriptor.Fields.InDeclarationOrder().ToList());
        if (!field.IsRepeated)
        {
            Set(message, field, all, foreign, random);
        }
        else if (field.Accessor.GetValue(message) is System.Collections.IList list)
        {
            EditList(list, field, all, foreign, random);
        }
    }

    private static void Set(IMessage message, FieldDescriptor field, List<IMessage> all, List<IMessage> foreign, Random random)
    {
        if (random.Next(4) == 0)
        {
            field.Accessor.Clear(message);
        }
        else if (Value(field, field.Accessor.GetValue(message), all, foreign, random) is { } value)
        {
            field.Accessor.SetValue(message, value);
        }
    }

    private static void EditList(System.Collections.IList list, FieldDescriptor field, List<IMessage> all, List<IMessage> foreign, Random random)
    {
        if (list.Count == 0 || random.Next(5) == 0)
        {
            if (Value(field, list.Count > 0 ? list[0] : null, all, foreign, random) is { } added)
            {
                list.Insert(random.Next(list.Count + 1), added);
            }

            return;
        }

        var at = random.Next(list.Count);
        var to = random.Next(list.Count);
        switch (random.Next(4))
        {
            case 0:
                list.RemoveAt(at);
                break;
            case 1:
                list.Insert(to, Copy(list[at]!));
                break;
            case 2:
                (list[at], list[to]) = (list[to], list[at]);
                break;
            default:
                list[at] = Value(field, list[at], all, foreign, random) ?? list[at];
                break;
        }
    }

    private static object? Value(FieldDescriptor field, object? old, List<IMessage> all, List<IMessage> foreign, Random random) => field.FieldType switch
    {
        FieldType.Message => Alike(field.MessageType, random.Next(2) == 0 ? all : foreign, random),
        FieldType.String => random.Next(3) == 0 ? random.Pick(Words) : Text(random.Next(3) == 0 ? foreign : all, random),
        FieldType.Bytes => ByteString.CopyFrom(ByteMutator.Mutate((old as ByteString)?.ToByteArray() ?? [], [.. Enumerable.Repeat((byte)random.Next(256), 64)], random)),
        FieldType.Float => (float)random.Pick(Reals),
        FieldType.Double => random.Pick(Reals),
        FieldType.Int64 or FieldType.SInt64 => Number(old, random),
        FieldType.UInt64 => unchecked((ulong)Number(old, random)),
        FieldType.Int32 => unchecked((int)Number(old, random)),
        FieldType.Enum => Enum.ToObject(field.EnumType.ClrType, random.Next(-1, 24)),
        _ => null,
    };

    /// <summary>Often a neighbour of what was there: shapes that are off by one pass more checks than wild ones.</summary>
    private static long Number(object? old, Random random) => random.Next(3) switch
    {
        0 when old is long or int => unchecked(Convert.ToInt64(old, System.Globalization.CultureInfo.InvariantCulture) + random.Next(-2, 3)),
        1 => random.Next(0, 20),
        _ => random.Pick(Numbers),
    };

    private static IMessage? Alike(MessageDescriptor type, List<IMessage> among, Random random)
    {
        var found = among.Where(message => message.Descriptor == type).ToList();
        return found.Count == 0 ? type.Parser.ParseFrom(ByteString.Empty) : (IMessage)Copy(random.Pick(found));
    }

    private static string Text(List<IMessage> among, Random random)
    {
        var message = random.Pick(among);
        var texts = message.Descriptor.Fields.InDeclarationOrder().Where(static field => field.FieldType == FieldType.String)
            .SelectMany(field => field.Accessor.GetValue(message) is System.Collections.IList list ? list.Cast<string>() : [(string)field.Accessor.GetValue(message)]).ToList();
        return texts.Count == 0 ? random.Pick(Words) : random.Pick(texts);
    }

    private static object Copy(object value) => value is IMessage message ? message.Descriptor.Parser.ParseFrom(message.ToByteString()) : value;

    /// <summary>A message and all that are in it.</summary>
    private static IEnumerable<IMessage> All(IMessage message)
    {
        yield return message;
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder().Where(static field => field.FieldType == FieldType.Message))
        {
            var value = field.Accessor.GetValue(message);
            var inner = value is System.Collections.IList list ? list.Cast<IMessage>() : value is IMessage one ? [one] : [];
            foreach (var found in inner.SelectMany(All))
            {
                yield return found;
            }
        }
    }
}
