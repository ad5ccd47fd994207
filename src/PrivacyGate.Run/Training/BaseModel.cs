using PrivacyGate.IO.Spec;
using PrivacyGate.Onnx.Gradients;
using PrivacyGate.Onnx.Graphs;

namespace PrivacyGate.Run.Training;

/// <summary>The model that a fine-tuned one was trained on from, as the spec names it.</summary>
internal static class BaseModel
{
    /// <summary>Read whole, with what the spec says of frozen weights.</summary>
    /// <exception cref="InputException">The file cannot be read, or is no model; the place is the spec's line.</exception>
    public static FineTuning Of(ShadowSpec shadows) => new()
    {
        Base = shadows.Base is { } file ? Read(file) : null,
        Frozen = shadows.Frozen?.Value ?? [],
        Origin = shadows.Base?.Location ?? shadows.Frozen?.Location,
    };

    /// <summary>The file.</summary>
    /// <exception cref="InputException">It cannot be read, or is no model.</exception>
    public static OnnxFile Read(SpecFile file)
    {
        try
        {
            return OnnxFile.Read(file.FullPath);
        }
        catch (InputException problem)
        {
            throw new InputException(problem.Diagnostic with { Message = $"shadows.base: {file.Path}: {problem.Diagnostic.Message}", Location = file.Location }, problem);
        }
    }
}
