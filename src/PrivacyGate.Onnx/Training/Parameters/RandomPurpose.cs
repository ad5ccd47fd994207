namespace PrivacyGate.Onnx.Training.Parameters;

/// <summary>What the streams of one training seed are drawn for.</summary>
internal static class RandomPurpose
{
    public const ulong InitialValues = 1;
    public const ulong BatchOrder = 2;
    public const ulong DropoutMasks = 3;
}
