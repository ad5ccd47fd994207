namespace PrivacyGate.MSBuild;

/// <summary>The files beside a model that its tensors lie in, as the model names them.</summary>
internal static class ExternalLocations
{
    private const int ExternalData = 13;
    private const int DataLocation = 14;
    private const int External = 1;
    private const int Key = 1;
    private const int Value = 2;

    private enum Message
    {
        Model,
        Training,
        Function,
        Graph,
        Node,
        Attribute,
        SparseTensor,
        Tensor,
    }

    /// <summary>Fields of onnx.proto that lead to tensors.</summary>
    private static readonly Dictionary<(Message, int), Message> Inside = new()
    {
        [(Message.Model, 7)] = Message.Graph,
        [(Message.Model, 20)] = Message.Training,
        [(Message.Model, 25)] = Message.Function,
        [(Message.Training, 1)] = Message.Graph,
        [(Message.Training, 2)] = Message.Graph,
        [(Message.Function, 7)] = Message.Node,
        [(Message.Function, 11)] = Message.Attribute,
        [(Message.Graph, 1)] = Message.Node,
        [(Message.Graph, 5)] = Message.Tensor,
        [(Message.Graph, 15)] = Message.SparseTensor,
        [(Message.Node, 5)] = Message.Attribute,
        [(Message.Attribute, 5)] = Message.Tensor,
        [(Message.Attribute, 6)] = Message.Graph,
        [(Message.Attribute, 10)] = Message.Tensor,
        [(Message.Attribute, 11)] = Message.Graph,
        [(Message.Attribute, 22)] = Message.SparseTensor,
        [(Message.Attribute, 23)] = Message.SparseTensor,
        [(Message.SparseTensor, 1)] = Message.Tensor,
        [(Message.SparseTensor, 2)] = Message.Tensor,
    };

    public static IReadOnlyCollection<string> Of(Stream model)
    {
        var reader = new ProtobufReader(model);
        var found = new SortedSet<string>(StringComparer.Ordinal);
        Walk(reader, Message.Model, reader.End, found);
        return found;
    }

    private static void Walk(ProtobufReader reader, Message message, long end, SortedSet<string> found)
    {
        while (reader.Next(end) is { } field)
        {
            if (field.Wire != ProtobufField.Bytes || !Inside.TryGetValue((message, field.Number), out var inner))
            {
                reader.Skip(field.Length);
            }
            else if (inner == Message.Tensor)
            {
                WalkTensor(reader, reader.Position + field.Length, found);
            }
            else
            {
                Walk(reader, inner, reader.Position + field.Length, found);
            }
        }
    }

    /// <summary>A tensor that holds its values itself may name a file that nobody reads. Of several names the last counts.</summary>
    private static void WalkTensor(ProtobufReader reader, long end, SortedSet<string> found)
    {
        string? location = null;
        var isExternal = false;
        while (reader.Next(end) is { } field)
        {
            if (field is { Number: DataLocation, Wire: ProtobufField.Varint })
            {
                isExternal = field.Value == External;
            }
            else if (field is { Number: ExternalData, Wire: ProtobufField.Bytes })
            {
                location = Location(reader, reader.Position + field.Length) ?? location;
            }
            else
            {
                reader.Skip(field.Length);
            }
        }

        if (isExternal && location is not null)
        {
            found.Add(location);
        }
    }

    private static string? Location(ProtobufReader reader, long end)
    {
        var (key, value) = ("", "");
        while (reader.Next(end) is { } field)
        {
            switch (field.Number, field.Wire)
            {
                case (Key, ProtobufField.Bytes):
                    key = reader.Text(field);
                    break;
                case (Value, ProtobufField.Bytes):
                    value = reader.Text(field);
                    break;
                default:
                    reader.Skip(field.Length);
                    break;
            }
        }

        return key == "location" ? value : null;
    }
}
