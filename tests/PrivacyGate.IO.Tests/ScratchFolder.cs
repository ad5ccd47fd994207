using System.IO.Compression;
using System.Text;
using PrivacyGate.IO.Readers;
using PrivacyGate.IO.Spec;
using PrivacyGate.Models;
using PrivacyGate.Samples;

namespace PrivacyGate.IO.Tests;

/// <summary>A folder of its own for the files of one test.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public static readonly SourceLocation Somewhere = new("privacygate.json", 4, 9);

    public string Root { get; } = Directory.CreateTempSubdirectory("privacygate-io-").FullName;

    public void Dispose() => Directory.Delete(Root, recursive: true);

    public string PathOf(string name) => Path.Combine(Root, name);

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    /// <summary>Writes a file; a name that ends in .gz is compressed.</summary>
    public string Write(string name, byte[] bytes)
    {
        var path = PathOf(name);
        if (!name.EndsWith(".gz", StringComparison.Ordinal))
        {
            File.WriteAllBytes(path, bytes);
            return path;
        }

        using var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        gzip.Write(bytes);
        return path;
    }

    public RecordSource Source(string name, string? where = null, string role = "members")
    {
        RowFilter? filter = null;
        if (where is not null && RowFilter.TryParse(where, Somewhere, out filter) is { } problem)
        {
            throw new ArgumentException(problem.Problem, nameof(where));
        }

        return new RecordSource(role, SpecFile.Resolve(name, Root, Somewhere), filter);
    }

    public RecordReader Open(string name, string? where = null, string role = "members") => RecordReader.Open(Source(name, where, role));

    /// <summary>Everything a file holds for one matrix input named x, in one batch.</summary>
    public RecordBatch ReadMatrix(string name, ElementKind kind = ElementKind.Float32, RecordKeys? keys = null, string? where = null, int classes = 0, int batchSize = 100_000) =>
        Assert.Single(ReadAll(name, [new ModelInput("x", kind, [-1])], keys ?? Keys(), where, new ClassList(classes, null), batchSize));

    public List<RecordBatch> ReadAll(string name, IReadOnlyList<ModelInput> inputs, RecordKeys keys, string? where = null, ClassList? classes = null, int batchSize = 100_000)
    {
        var reader = Open(name, where);
        var plan = FeaturePlan.Match(inputs, [reader], keys);
        return [.. reader.Read(plan, LabelMap.Create(classes ?? new ClassList(0, null), null), batchSize, CancellationToken.None)];
    }

    public static RecordKeys Keys(string label = "label", string[]? features = null, string? subject = null, string[]? slices = null, string[]? filters = null) =>
        new(Stated(label), features is null ? null : Stated<IReadOnlyList<string>>(features), subject is null ? null : Stated(subject), slices is null ? null : Stated<IReadOnlyList<string>>(slices), filters);

    public static SpecValue<T> Stated<T>(T value) => new(value, Somewhere);

    public static Diagnostic Refused(Action action)
    {
        var diagnostic = Assert.Throws<InputException>(action).Diagnostic;
        AssertPrintable(diagnostic);
        return diagnostic;
    }

    /// <summary>One line that no build log mistakes for something else.</summary>
    public static void AssertPrintable(Diagnostic diagnostic)
    {
        Assert.All(diagnostic.Message, character => Assert.True(character is >= ' ' and <= '~' || char.IsLetterOrDigit(character), $"U+{(int)character:X4}"));
        Assert.DoesNotContain(" [", diagnostic.Message, StringComparison.Ordinal);
        Assert.NotNull(diagnostic.Location);
    }
}
