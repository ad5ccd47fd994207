namespace PrivacyGate.Calibration;

/// <summary>What a gate may get wrong about a model or its records.</summary>
internal enum Disturbance
{
    None,
    LogitsScaled,
    RecordsUnscaled,
    ColumnsPermuted,
    TwoColumnsSwapped,
    ClassesPermuted,
    StrayColumn,
    LargeBatches,
    Neighbours,
    Noise,
    LabelsAlone,
}
