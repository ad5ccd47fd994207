using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PrivacyGate.Gating;
using PrivacyGate.IO.Files;
using PrivacyGate.Samples;

namespace PrivacyGate.IO.Spec;

/// <summary>Writes a first spec, with comments, and the schema beside it.</summary>
public static class SpecWriter
{
    /// <summary>Writes <paramref name="path"/> and the schema into its folder, each at once or not at all.</summary>
    /// <exception cref="InputException">The file is there already and <paramref name="overwrites"/> is false, or cannot be written (PG0014).</exception>
    public static void Write(string path, StarterSpec starter, bool overwrites)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(starter);
        if (!overwrites && File.Exists(path))
        {
            throw new InputException(Diagnostic.Error(DiagnosticIds.OutputNotWritable, $"{MessageText.Plain(path)} exists already; remove it first, or replace it with --force", new SourceLocation(path)));
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        AtomicFile.WriteAllBytes(Path.Combine(folder, SpecSchema.FileName), Encoding.UTF8.GetBytes(SpecSchema.Text()));
        AtomicFile.WriteAllBytes(path, Encoding.UTF8.GetBytes(Compose(starter)));
    }

    /// <summary>The text of the spec: JSON with comments, line feeds only.</summary>
    public static string Compose(StarterSpec starter)
    {
        ArgumentNullException.ThrowIfNull(starter);
        var text = new StringBuilder();
        void Line(string line) => text.Append(line).Append('\n');

        foreach (var fact in starter.Facts)
        {
            // A line break within a fact would end its comment.
            Line($"// {string.Concat(fact.Select(character => char.IsControl(character) || character is '\u2028' or '\u2029' ? ' ' : character))}");
        }

        Line("{");
        Line($"  \"$schema\": \"./{SpecSchema.FileName}\",");
        Line("  \"models\": [");
        Line("    {");
        Line($"      \"path\": {Quote(Slashes(starter.Model))},");
        Line("      // Records the model was trained on, and records of the same kind that it never saw.");
        Line($"      \"members\": {Source(starter.Members)},");
        Line($"      \"nonMembers\": {Source(starter.NonMembers)},");
        if (starter.Task == ModelTask.Classification)
        {
            Line("      // The column with the true class.");
            Line($"      \"label\": {Quote(starter.Target)},");
        }
        else
        {
            Line($"      // What the model is trained for{(ModelTaskWords.HasTarget(starter.Task) ? ", and the column with the true value" : "")}.");
            Line($"      \"task\": {Quote(ModelTasks.Name(starter.Task))},");
            if (ModelTaskWords.HasTarget(starter.Task))
            {
                Line($"      \"target\": [{Quote(starter.Target)}],");
            }
        }

        if (starter.Group is { } group)
        {
            Line("      // The column with the query that each document belongs to.");
            Line($"      \"group\": {Quote(group)},");
        }

        if (starter.Classes is { } classes)
        {
            Line("      // The label of each class, in the order of the model's scores.");
            Line($"      \"classes\": [{string.Join(", ", classes.Select(Quote))}],");
        }

        if (starter.Features is { } features)
        {
            Line("      // The columns that feed the model, in its order.");
            Line($"      \"features\": [{string.Join(", ", features.Select(Quote))}],");
        }

        if (starter.OutputKind is { } kind)
        {
            Line($"      \"output\": {{ \"kind\": {Quote(kind)} }},");
        }

        if (starter.FeedsMissing)
        {
            Line("      // A missing number is fed to the model as NaN.");
            Line("      \"missing\": \"nan\",");
        }

        Line("      // The leakage accepted: the build fails when more is proven.");
        Line($"      \"budget\": {{ {string.Join(", ", Limits(starter.Budget))} }}");
        Line("    }");
        Line("  ]");
        Line("}");
        return text.ToString();
    }

    private static string Source(StarterSource source) => source.Where is null
        ? Quote(Slashes(source.Path))
        : $"{{ \"path\": {Quote(Slashes(source.Path))}, \"where\": {Quote(source.Where)} }}";

    private static IEnumerable<string> Limits(Budget budget)
    {
        static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);

        if (budget.Advantage is { } advantage)
        {
            yield return $"\"advantage\": {Number(advantage)}";
        }

        if (budget.TprAtFpr is { } limit)
        {
            yield return $"\"tprAtFpr\": {{ \"fpr\": {Number(limit.Fpr)}, \"max\": {Number(limit.Max)} }}";
        }

        if (budget.Auc is { } auc)
        {
            yield return $"\"auc\": {Number(auc)}";
        }

        if (budget.Epsilon is { } epsilon)
        {
            yield return $"\"epsilon\": {Number(epsilon)}";
        }
    }

    private static string Slashes(string path) => path.Replace('\\', '/');

    private static string Quote(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
