using PrivacyGate.Formats;
using PrivacyGate.IO.Spec;
using PrivacyGate.Models;
using PrivacyGate.Run.Opening;

namespace PrivacyGate.Run.Training;

/// <summary>The model that a fine-tuned one was trained on from, as the spec names it.</summary>
internal static class BaseModel
{
    /// <summary>Read whole, with what the spec says of frozen weights; null where it says nothing.</summary>
    /// <exception cref="InputException">The file cannot be read, or is no model; the place is the spec's line.</exception>
    public static FineTuning? Of(ShadowSpec shadows, ModelLimits limits, IReadOnlyList<string> formats) =>
        (shadows.Base?.Location ?? shadows.Frozen?.Location) is { } origin
            ? new FineTuning(shadows.Base is { } file ? Read(file, limits, formats) : null, shadows.Frozen?.Value ?? [], origin)
            : null;

    /// <summary>The file.</summary>
    /// <exception cref="InputException">It cannot be read, or is no model.</exception>
    public static IModelFile Read(SpecFile file, ModelLimits limits, IReadOnlyList<string> formats)
    {
        try
        {
            return ModelFiles.Read(file.FullPath, limits, formats);
        }
        catch (InputException problem)
        {
            throw new InputException(problem.Diagnostic with { Message = $"shadows.base: {file.Path}: {problem.Diagnostic.Message}", Location = file.Location }, problem);
        }
    }
}
