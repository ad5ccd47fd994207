using System.Globalization;

namespace PrivacyGate.Package.Tests.Infrastructure;

/// <summary>A small real project in a folder of its own, with the package restored.</summary>
internal sealed class GatedProject
{
    public const string FileName = "Credit.csproj";

    private readonly PackedPackage package;
    private readonly string frameworks;
    private int builds;

    private GatedProject(PackedPackage package, string folder, string frameworks) =>
        (this.package, Folder, this.frameworks) = (package, folder, frameworks);

    public string Folder { get; }

    public string ProjectFile => In(FileName);

    public string Model => In("models", "score.onnx");

    /// <summary>Results the command line has kept: one a model it really attacked.</summary>
    public int AttacksKept => Directory.GetFiles(In("obj", "privacygate", "cache"), "*.json").Length;

    /// <summary>A copy of a restored project, with its model and records.</summary>
    public static GatedProject Create(PackedPackage package, string items, string properties = "", string? folder = null, string? restored = null, string frameworks = "net10.0")
    {
        var project = new GatedProject(package, Path.Combine(package.Folder, folder ?? Guid.NewGuid().ToString("N")), frameworks);
        CopyFolder(restored ?? package.Restored, project.Folder);
        Directory.CreateDirectory(project.In("models"));
        var fixtures = Path.Combine(AppContext.BaseDirectory, "fixtures");
        File.Copy(Path.Combine(fixtures, "score.onnx"), project.Model);
        foreach (var records in Directory.GetFiles(fixtures, "*.csv"))
        {
            File.Copy(records, project.In(Path.GetFileName(records)));
        }

        project.Write(items, properties);
        return project;
    }

    public void Write(string items, string properties = "") =>
        File.WriteAllText(ProjectFile, ProjectText.Of(this.package.Version, this.frameworks, properties, items));

    /// <summary>The model after another training run.</summary>
    public void Retrain() =>
        File.Copy(Path.Combine(AppContext.BaseDirectory, "fixtures", "score-retrained.onnx"), Model, overwrite: true);

    public string In(params string[] parts) => Path.Combine([Folder, .. parts]);

    /// <summary>What the gate leaves of a debug build.</summary>
    public string Gate(params string[] parts) => In(["obj", "Debug", "net10.0", "privacygate", .. parts]);

    public BuildResult Build(params string[] arguments) => Run("build", [FileName, "--no-restore", "-tl:off", .. arguments]);

    /// <summary>The gate's own targets without compiling anything.</summary>
    public BuildResult Judge(params string[] arguments) => Build(["-t:PrivacyGateVerdict", .. arguments]);

    public BuildResult Run(string command, params string[] arguments)
    {
        var binlog = In((builds++).ToString(CultureInfo.InvariantCulture) + ".binlog");
        return BuildResult.Read(Dotnet.Run(Folder, [command, .. arguments, "-bl:" + binlog]), binlog);
    }

    private static void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
