namespace PrivacyGate.Samples;

/// <summary>The type of one value in a model's input.</summary>
public enum ElementKind
{
    Float32,
    Float64,
    Float16,
    Int32,
    Int64,
    Boolean,
    Text,
}
