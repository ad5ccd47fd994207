namespace Microsoft.ML.OnnxRuntime.Tensors;

/// <summary>Which .NET type stands for which element type, both ways.</summary>
internal static class ElementTypes
{
    private static readonly Dictionary<Type, TensorElementType> Known = new()
    {
        [typeof(float)] = TensorElementType.Float,
        [typeof(byte)] = TensorElementType.UInt8,
        [typeof(sbyte)] = TensorElementType.Int8,
        [typeof(ushort)] = TensorElementType.UInt16,
        [typeof(short)] = TensorElementType.Int16,
        [typeof(int)] = TensorElementType.Int32,
        [typeof(long)] = TensorElementType.Int64,
        [typeof(string)] = TensorElementType.String,
        [typeof(bool)] = TensorElementType.Bool,
        [typeof(Float16)] = TensorElementType.Float16,
        [typeof(double)] = TensorElementType.Double,
        [typeof(uint)] = TensorElementType.UInt32,
        [typeof(ulong)] = TensorElementType.UInt64,
    };

    private static readonly Dictionary<TensorElementType, Type> Back = Known.ToDictionary(pair => pair.Value, pair => pair.Key);

    internal static TensorElementType Of<T>() => Known.TryGetValue(typeof(T), out var type)
        ? type
        : throw new OnnxRuntimeException(ErrorCode.InvalidArgument, $"a tensor cannot hold elements of type {typeof(T).Name}");

    /// <summary>The .NET type, or <see cref="object"/> for an element type without one here.</summary>
    internal static Type ToType(TensorElementType elementType) => Back.GetValueOrDefault(elementType, typeof(object));
}
