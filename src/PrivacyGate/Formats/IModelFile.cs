using PrivacyGate.Models;

namespace PrivacyGate.Formats;

/// <summary>A format of model files that an assembly beside the tool reads. It has a constructor without parameters.</summary>
public interface IModelFormat
{
    /// <summary>What messages call models of the format.</summary>
    string Name { get; }

    /// <summary>Whether a file that is not ONNX may be of this format, by its first bytes.</summary>
    /// <param name="start">At most 4,096 bytes.</param>
    bool MayRead(ReadOnlySpan<byte> start);

    /// <summary>Reads a model file whole.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="limits">What the model may ask for.</param>
    /// <exception cref="InputException">PG0049: the file is damaged, larger than its limits, or needs what is not there.</exception>
    IModelFile Read(string path, byte[] content, ModelLimits limits);
}

/// <summary>A model file that was read whole and found sound.</summary>
public interface IModelFile
{
    /// <summary>SHA-256 of its content, in lower-case hexadecimal.</summary>
    string Sha256 { get; }

    /// <summary>Full paths of every file the model consists of, the model first.</summary>
    IReadOnlyList<string> Dependencies { get; }

    /// <summary>Everything that answers follow from beside the file, such as versions of libraries: part of cache keys.</summary>
    string Runtime { get; }

    /// <summary>The task of a model that is surely no classifier; null where it is one, or its task has to be asked for.</summary>
    ModelTask? SureTask();

    /// <summary>Finds what the model takes and answers.</summary>
    /// <param name="overrides">What the spec says of it.</param>
    /// <param name="cancellation">Stops between steps.</param>
    /// <exception cref="InputException">The model's shape or task is not understood.</exception>
    ITargetModel Inspect(ModelOverrides overrides, CancellationToken cancellation);

    /// <summary>The output that such a reading audits, or null where it cannot be told.</summary>
    string? AuditedOutput(ModelOverrides overrides);

    /// <summary>Outputs that such a reading leaves out.</summary>
    IReadOnlyList<string> OutputsLeftOut(ModelOverrides overrides);
}
