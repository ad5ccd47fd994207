namespace PrivacyGate.Onnx.Training.Trees;

/// <summary>Weighs the splits of a node of a forest's tree.</summary>
internal interface INodeScan
{
    /// <summary>Numbers a leaf holds.</summary>
    int Columns { get; }

    /// <summary>How often each record counts.</summary>
    int[] Weights { get; }

    /// <summary>Weight of the node entered last.</summary>
    long Weight { get; }

    /// <summary>Whether all its records are alike.</summary>
    bool IsPure { get; }

    /// <summary>Looks at a node.</summary>
    void Enter(ReadOnlySpan<int> rows);

    /// <summary>What a leaf there holds.</summary>
    double Leaf(int column);

    /// <summary>The best place to cut the sorted records between two bins.</summary>
    /// <returns>The number of records before the cut; 0 when no cut leaves both sides enough.</returns>
    (double Gain, int At) BestCut(ReadOnlySpan<int> sorted, ushort[] bins, int minLeaf);

    /// <summary>What one threshold wins, or null when it leaves a side too little.</summary>
    double? Gain(ReadOnlySpan<int> rows, float[] values, float threshold, int minLeaf);
}
