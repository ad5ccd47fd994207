using PrivacyGate.IO.Readers;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Samples;

namespace PrivacyGate.Cli.Initialising;

/// <summary>The columns that feed a model of one matrix, where that is not simply every column, and the file has a header for sure.</summary>
/// <param name="Features">Their names in the order of the file.</param>
/// <param name="LeftOut">The columns that look like numbers of records.</param>
internal sealed record FoundFeatures(IReadOnlyList<string> Features, IReadOnlyList<string> LeftOut)
{
    /// <returns>Null where every column is a feature, or where leaving out such columns would not fit the model either.</returns>
    public static FoundFeatures? Of(ModelInspection model, DataPreview preview, string label)
    {
        if (!preview.HasHeader || model.Inputs is not [{ RecordShape: [var width], Kind: not ElementKind.Text } matrix] || width == 1 || preview.Columns.Any(static column => column.RecordShape.Count > 0))
        {
            return null;
        }

        var possible = preview.Columns.Where(column => column.Name != label && column.Name != preview.Split?.Column && !column.IsRowNumber && model.UnusedInputs.All(input => input.Name != column.Name)).ToList();
        var ids = possible.Where(column => column.LooksLikeId(preview.RowsSampled)).ToList();
        var features = possible.Except(ids).Select(static column => column.Name).ToList();
        return ids.Count > 0 && Fits(matrix, width, possible.Count, features.Count) ? new FoundFeatures(features, [.. ids.Select(static column => column.Name)]) : null;
    }

    private static bool Fits(ModelInput matrix, int width, int all, int features) => width == -1
        ? matrix.LeastWidth > 0 && all > matrix.LeastWidth && features >= matrix.LeastWidth
        : all != width && features == width;
}
