using System.Text.Json;
using System.Text.Json.Nodes;
using PrivacyGate.Cli.Checking;
using PrivacyGate.Cli.Console;
using PrivacyGate.IO.Files;
using PrivacyGate.IO.Sinks.Rules;
using PrivacyGate.IO.Spec;
using PrivacyGate.Run.Opening;
using PrivacyGate.Run.Reading;
using PrivacyGate.Samples;

namespace PrivacyGate.Cli.Splitting;

/// <summary>The whole of <c>split</c>.</summary>
internal static class SplitRun
{
    public static ExitCode Run(string? config, string? root, string output, IReadOnlyList<string> formats) => Guarded.Run(cancellation =>
    {
        var specPath = SpecFinder.Find(config);
        var read = SpecReader.Read(specPath, root);
        if (read.Spec is not { } spec)
        {
            Terminal.Print(read.Errors.Select(ShownPaths.For(specPath).Of));
            return RuleCatalog.Find(read.Errors[0].Id).ExitCode;
        }

        var files = WriteAll(spec, output, formats, cancellation);
        SplitManifest.Write(Path.Combine(output, "manifest.json"), files);
        Terminal.Print([
            .. files.Select(static file => FormattableString.Invariant($"{file.Path}: {file.Kept} of {file.Records} {file.Role} kept, {file.Records - file.Kept} occur on both sides")),
            "Name these files in the spec in place of the old ones, without 'where'.",
        ]);
        return ExitCode.Pass;
    });

    /// <summary>All files appear, or none.</summary>
    private static List<SplitFile> WriteAll(GateSpec spec, string output, IReadOnlyList<string> formats, CancellationToken cancellation)
    {
        var pending = new List<(AtomicFile File, SplitFile Split)>();
        try
        {
            foreach (var model in spec.Models)
            {
                Split(model, output, formats, pending, cancellation);
            }

            pending.ForEach(static file => file.File.Commit());
            return [.. pending.Select(static file => file.Split)];
        }
        finally
        {
            pending.ForEach(static file => file.File.Dispose());
        }
    }

    private static void Split(ModelSpec spec, string output, IReadOnlyList<string> formats, List<(AtomicFile File, SplitFile Split)> pending, CancellationToken cancellation)
    {
        var model = ModelFiles.Read(spec.Model.FullPath, Overrides.LimitsOf(spec), formats).Inspect(Overrides.Of(spec), cancellation);
        using var classifier = model.Open(cancellation);
        var reading = new RecordReading(spec, model, classifier);
        var sides = new Dictionary<Side, SideContent> { [Side.Member] = new(), [Side.NonMember] = new() };
        foreach (var (side, batch) in reading.Both(cancellation))
        {
            sides[side].Add(batch);
        }

        foreach (var (side, other, source) in new[] { (Side.Member, Side.NonMember, spec.Members), (Side.NonMember, Side.Member, spec.NonMembers) })
        {
            var kept = sides[side].KeptBeside(sides[other]);
            var split = Describe(spec, source, kept, output);
            RefuseInput(spec, split.Path);
            if (Directory.Exists(output))
            {
                AtomicFile.RemoveLeftovers(Path.GetFullPath(split.Path));
            }

            var file = new AtomicFile(split.Path, isPrivate: true);
            pending.Add((file, split));
            file.Write(stream => reading.Copy(side, kept, stream));
            file.Seal();
        }
    }

    /// <summary>A file that is read must stay as it is, also where the folder is another name of its own.</summary>
    private static void RefuseInput(ModelSpec spec, string path)
    {
        if (spec.Sources.Select(static source => source.File.FullPath).Append(spec.Model.FullPath).Any(input => IsSame(input, path)))
        {
            throw new InputException(Diagnostic.Error(
                DiagnosticIds.OutputNotWritable, $"cannot write {Path.GetFileName(path)}: split reads that file; name another folder with --out", new SourceLocation(Path.GetFullPath(path))));
        }
    }

    private static bool IsSame(string one, string other) =>
        string.Equals(Path.GetFileName(one), Path.GetFileName(other), StringComparison.OrdinalIgnoreCase) && string.Equals(Folder(one), Folder(other), StringComparison.OrdinalIgnoreCase);

    private static string Folder(string path)
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(Path.GetFullPath(path))!);
        return folder.Exists ? folder.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? folder.FullName : folder.FullName;
    }

    private static SplitFile Describe(ModelSpec spec, RecordSource source, bool[] kept, string output)
    {
        var extension = source.File.Path.Contains(".tsv", StringComparison.OrdinalIgnoreCase) ? ".tsv" : ".csv";
        var path = Path.Combine(output, $"{FileName(spec.Name.Value)}-{source.Role}{extension}");
        return new SplitFile(path.Replace('\\', '/'), source.Role, source.File.Path, source.Filter?.ToString(), kept.Length, kept.Count(static isKept => isKept));
    }

    private static string FileName(string model) => string.Concat(model.Select(static letter => char.IsLetterOrDigit(letter) || letter is '-' or '_' or '.' ? letter : '_'));

    /// <summary>Keys and subjects of a side's records. About 16 bytes a record, and as much again for each set.</summary>
    private sealed class SideContent
    {
        private readonly List<UInt128> keys = [];
        private readonly List<UInt128> subjects = [];

        public void Add(RecordBatch batch)
        {
            // A query of a ranking is known by its name, whatever documents of it a side has.
            keys.AddRange((batch.Targets as ValueTargets)?.Groups ?? batch.Keys);
            subjects.AddRange(batch.Subjects ?? []);
        }

        /// <summary>For each record whether neither it nor its subject occurs on the other side.</summary>
        public bool[] KeptBeside(SideContent other)
        {
            var otherKeys = other.keys.ToHashSet();
            var otherSubjects = other.subjects.ToHashSet();
            return [.. keys.Select((key, i) => !otherKeys.Contains(key) && (subjects.Count == 0 || !otherSubjects.Contains(subjects[i])))];
        }
    }
}

/// <summary>One file that <c>split</c> wrote.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Role"><c>members</c> or <c>nonMembers</c>.</param>
/// <param name="Source">The file it was made from, as the spec names it.</param>
/// <param name="Where">The spec's row filter, or null.</param>
/// <param name="Records">Records of the source that the filter picks.</param>
/// <param name="Kept">Records written.</param>
internal sealed record SplitFile(string Path, string Role, string Source, string? Where, int Records, int Kept);

/// <summary>Writes what <c>split</c> did, so that somebody else can do it again.</summary>
internal static class SplitManifest
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static void Write(string path, IReadOnlyList<SplitFile> files)
    {
        var manifest = new JsonObject
        {
            ["rule"] = "A record is left out when an equal one (values fed to the model, and class), or one of the same subject, is on the other side.",
            ["files"] = new JsonArray([.. files.Select(static file => (JsonNode)new JsonObject
            {
                ["path"] = System.IO.Path.GetFileName(file.Path),
                ["role"] = file.Role,
                ["source"] = file.Source,
                ["where"] = file.Where,
                ["records"] = file.Records,
                ["kept"] = file.Kept,
            })]),
        };
        AtomicFile.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(manifest, Indented));
    }
}
