using System.Globalization;
using System.Text;
using PrivacyGate.Auditing.Knowledge;
using PrivacyGate.IO.Readers;
using PrivacyGate.IO.Spec;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Run.Opening;
using PrivacyGate.Run.Reading;

namespace PrivacyGate.Cli.Initialising;

/// <summary>The labels of the data in the order of the model's scores, where model and data name classes differently.</summary>
/// <param name="Names">One for each score.</param>
/// <param name="Reason">How the order was found, in words.</param>
internal sealed record FoundClasses(IReadOnlyList<string> Names, string Reason)
{
    /// <summary>Told in place of labels that few records have: a column named by mistake may hold names, and the spec is read by more people than the data.</summary>
    public const string Withheld = "The labels of the data are none of the model's classes, and fewer than 10 records have some of them, so they are not written here. Question: is the label column right? If it is, list its labels as 'classes', in the order of the model's scores.";

    /// <summary>Told in place of labels that may be names of persons, however many rows each has: rows are counted, not persons.</summary>
    private const string Identifying = "The labels of the data are none of the model's classes, and the label column is named as if it identified persons, so they are not written here. Question: is the label column right? If it is, list its labels as 'classes', in the order of the model's scores.";

    /// <summary>The labels in their own order; null where the model's classes are the labels, or their numbers do not fit. No names where few records share a label.</summary>
    public static FoundClasses? Of(ModelInspection model, DataPreview preview, string label)
    {
        var column = preview.Columns.FirstOrDefault(column => column.Name == label);
        var values = column?.Values ?? [];
        var map = LabelMap.Create(model.Classes, null);
        var areAlike = values.All(value => map.TryGetClass(Encoding.UTF8.GetBytes(value), out _));
        return areAlike || (model.Classes.Count > 0 && model.Classes.Count != values.Count)
            ? null
            : column is { MayIdentify: true } ? new FoundClasses([], Identifying)
            : column?.IsShared != true ? new FoundClasses([], Withheld)
            : new FoundClasses(
                values.All(IsNumber) ? [.. values.OrderBy(static value => double.Parse(value, CultureInfo.InvariantCulture))] : values,
                "The labels of the data are none of the model's classes; 'classes' below lists the labels in their own order. Question: is this the order of the model's scores? scikit-learn's LabelEncoder orders labels so.");
    }

    /// <summary>The order that the model's answers for its members prove; else what was guessed.</summary>
    /// <param name="starter">The spec with the guess.</param>
    /// <param name="inspection">The model, read as the spec says.</param>
    /// <param name="config">Where the spec will stand.</param>
    /// <param name="cancellation">Stops the model.</param>
    public FoundClasses Proven(StarterSpec starter, ModelInspection inspection, string config, CancellationToken cancellation)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(config))!;
        if (SpecReader.Parse(Encoding.UTF8.GetBytes(SpecWriter.Compose(starter)), config, folder).Spec is not { } spec)
        {
            return this;
        }

        try
        {
            using var target = new TargetQuerying(spec.Models[0], [], progress: null).Run(new OnnxTarget(inspection), cancellation);
            return target.Sample.MemberAnswers is { } answers && ScoreOrder.Of(answers) is { } order
                ? new FoundClasses(
                    [.. order.ClassOf.Select(c => Names[c])],
                    FormattableString.Invariant($"The labels of the data are none of the model's classes; 'classes' below lists the labels in the order that the model's answers for the members fit (AUC {order.Auc:0.00})."))
                : this;
        }
        catch (InputException)
        {
            // A record that cannot be read proves nothing; 'check' tells which one, with its line.
            return this;
        }
    }

    private static bool IsNumber(string value) => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
