using System.IO.Compression;
using Microsoft.ML;
using PrivacyGate.MLNetFixtures;
using PrivacyGate.Models;
using PrivacyGate.Run.Opening;

namespace PrivacyGate.MLNet.Tests;

/// <summary>Files that cannot be audited, each with its code and what to do.</summary>
public sealed class RefusalTests
{
    [Fact]
    public void Without_the_package_a_saved_model_names_the_package_to_add()
    {
        using var folder = new TemporaryFolder();
        Audit.Save(Catalog.All.Single(static fixture => fixture.Name == "iris-lbfgs"), folder.File("model.zip"));

        var refusal = Assert.Throws<InputException>(() => ModelFiles.Read(folder.File("model.zip"), ModelLimits.Default, []));

        Assert.Equal(DiagnosticIds.FormatNeedsPackage, refusal.Diagnostic.Id);
        Assert.Contains("PrivacyGate.MLNet", refusal.Diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_format_assembly_that_is_not_there_is_named()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("model.zip"), Zip(("TrainingInfo/Version.txt", 1)));

        var refusal = Assert.Throws<InputException>(() => ModelFiles.Read(folder.File("model.zip"), ModelLimits.Default, [folder.File("none.dll")]));

        Assert.Equal(DiagnosticIds.FormatUnusable, refusal.Diagnostic.Id);
    }

    [Fact]
    public void An_assembly_that_reads_no_format_is_refused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("model.zip"), Zip(("TrainingInfo/Version.txt", 1)));

        var refusal = Assert.Throws<InputException>(() => ModelFiles.Read(folder.File("model.zip"), ModelLimits.Default, [typeof(CatalogTests).Assembly.Location]));

        Assert.Equal(DiagnosticIds.FormatUnusable, refusal.Diagnostic.Id);
    }

    [Fact]
    public void A_zip_file_that_is_no_model_is_refused() => Refused(Zip(("words.txt", 10)), "not a model that MLContext.Model.Save wrote");

    [Fact]
    public void A_zip_file_that_holds_nothing_of_a_model_is_refused() => Refused(Zip(("TrainingInfo/Version.txt", 10)), "ML.NET cannot load the model");

    [Fact]
    public void A_file_that_unpacks_beyond_the_limit_is_refused_before_it_is_read() =>
        Refused(Zip(("TrainingInfo/Version.txt", 10), ("zeros", 3 << 20)), "unpacks to more than 2 MB", new ModelLimits(1000, 2));

    [Theory]
    [InlineData(.1)]
    [InlineData(.5)]
    [InlineData(.99)]
    public void A_model_that_is_cut_short_is_refused(double part)
    {
        using var folder = new TemporaryFolder();
        Audit.Save(Catalog.All.Single(static fixture => fixture.Name == "iris-lbfgs"), folder.File("model.zip"));
        var whole = File.ReadAllBytes(folder.File("model.zip"));

        Refused(whole[..(int)(whole.Length * part)], "damaged or cut short");
    }

    [Fact]
    public void A_model_saved_without_a_schema_is_refused()
    {
        using var folder = new TemporaryFolder();
        var fixture = Catalog.All.Single(static fixture => fixture.Name == "iris-lbfgs");
        var context = new MLContext(1);
        context.Model.Save(fixture.Pipeline(context).Fit(fixture.Table.Load(context, Audit.Data, "members")), null, folder.File("model.zip"));

        Refused(File.ReadAllBytes(folder.File("model.zip")), "states no input columns");
    }

    /// <summary>ML.NET's Prior answers the share of each class, whatever it is asked.</summary>
    [Fact]
    public void A_model_that_reads_no_column_is_refused()
    {
        using var folder = new TemporaryFolder();
        var fixture = Catalog.All.First(static fixture => fixture.Name.StartsWith("tumour-", StringComparison.Ordinal));
        var context = new MLContext(1);
        var members = fixture.Table.Load(context, Audit.Data, "members");
        var prior = context.Transforms.CopyColumns("Label", fixture.Label).Append(context.BinaryClassification.Trainers.Prior());
        context.Model.Save(prior.Fit(members), members.Schema, folder.File("model.zip"));

        var problem = Assert.Single(Audit.Run(folder.Path, fixture.Table.Name, new Dictionary<string, object> { ["label"] = fixture.Label }).Problems);

        Assert.Equal(DiagnosticIds.MLNetModelRefused, problem.Id);
        Assert.Contains("reads no column", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("iris-kmeans", "clusters")]
    [InlineData("ranking-lightgbm", "\"task\": \"ranking\"")]
    [InlineData("regression-sdca", "\"task\": \"regression\"")]
    public void What_is_no_classifier_is_refused_with_the_line_to_write(string name, string said)
    {
        using var folder = new TemporaryFolder();
        var fixture = Catalog.All.Single(fixture => fixture.Name == name);
        Audit.Save(fixture, folder.File("model.zip"));

        var problem = Assert.Single(Audit.Run(folder.Path, fixture.Table.Name, new Dictionary<string, object> { ["label"] = fixture.Label }).Problems);

        Assert.Equal(DiagnosticIds.NotAClassifier, problem.Id);
        Assert.Contains(said, problem.Message, StringComparison.Ordinal);
    }

    private static void Refused(byte[] content, string said, ModelLimits? limits = null)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("model.zip"), content);

        var refusal = Assert.Throws<InputException>(() => ModelFiles.Read(folder.File("model.zip"), limits ?? ModelLimits.Default, [Audit.Format]));

        Assert.Equal(DiagnosticIds.MLNetModelRefused, refusal.Diagnostic.Id);
        Assert.Contains(said, refusal.Diagnostic.Message, StringComparison.Ordinal);
    }

    private static byte[] Zip(params (string Name, int Bytes)[] entries)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in entries)
            {
                using var stream = zip.CreateEntry(name).Open();
                stream.Write(new byte[bytes]);
            }
        }

        return memory.ToArray();
    }
}
