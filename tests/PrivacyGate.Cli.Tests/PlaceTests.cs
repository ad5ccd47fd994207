namespace PrivacyGate.Cli.Tests;

/// <summary>Where a checkout lies must not show in what a run tells.</summary>
public class PlaceTests
{
    internal static readonly string[] Reports = [.. IO.Sinks.SinkCatalog.All.Select(static sink => sink.FileName).Order(StringComparer.Ordinal)];

    [Theory]
    [InlineData("")]
    [InlineData("\"seeed\": 1")]
    [InlineData("absent")]
    [InlineData("absent data")]
    public void The_same_project_in_two_folders_gives_the_same_bytes(string more)
    {
        using var first = Project(more);
        using var second = Project(more);

        foreach (var report in Reports)
        {
            Assert.Equal(Report(first, first.Path, report), Report(second, second.Path, report));
            Assert.DoesNotContain(Path.GetFileName(first.Path), Report(first, first.Path, report), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("absent")]
    public void A_spec_beside_the_folder_of_the_run_is_told_from_the_root_of_the_repository(string more)
    {
        using var clinic = Project(more);
        Directory.CreateDirectory(clinic.File(".git"));
        Directory.CreateDirectory(clinic.File("src"));

        var json = Report(clinic, clinic.File("src"), "report.json");

        Assert.Contains("\"path\": \"privacygate.json\"", json, StringComparison.Ordinal);
        Assert.DoesNotContain(Path.GetFileName(clinic.Path), json, StringComparison.Ordinal);
    }

    private static Clinic Project(string more)
    {
        var clinic = Clinic.Leaky();
        switch (more)
        {
            case "absent":
                clinic.WriteSpec(path: "absent.onnx");
                break;
            case "absent data":
                clinic.WriteSpec(members: "\"absent.csv\"");
                break;
            default:
                clinic.WriteSpec(more);
                break;
        }

        return clinic;
    }

    private static string Report(Clinic clinic, string folder, string report)
    {
        // As the MSBuild package starts it.
        if (!Directory.Exists(clinic.File("out")))
        {
            Tool.Run(folder, "check", "--config", clinic.File("privacygate.json"), "--root", clinic.Path, "--out", clinic.File("out"));
        }

        return clinic.Read("out/" + report);
    }
}
