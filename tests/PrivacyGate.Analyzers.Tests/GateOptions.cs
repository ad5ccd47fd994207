using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace PrivacyGate.Analyzers.Tests;

/// <summary>What the package's targets hand to the compiler, without a workspace.</summary>
internal sealed class GateOptions(IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> files) : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(new Dictionary<string, string> { ["build_property.PrivacyGateActive"] = "true" });

    public static AnalyzerOptions Of(params (string File, string Key, string Value)[] metadata)
    {
        var files = metadata.GroupBy(static row => row.File).ToDictionary(
            static file => file.Key,
            static IReadOnlyDictionary<string, string> (file) => file.ToDictionary(static row => Surroundings.Key(row.Key), static row => row.Value));
        return new AnalyzerOptions([.. files.Keys.Select(static AdditionalText (path) => new Unread(path))], new GateOptions(files));
    }

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => Options.None;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Options(files[textFile.Path]);

    private sealed class Options(IReadOnlyDictionary<string, string> values) : AnalyzerConfigOptions
    {
        public static readonly Options None = new(new Dictionary<string, string>());

        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }

    private sealed class Unread(string path) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => throw new InvalidOperationException("an analyzer has read " + path);
    }
}
