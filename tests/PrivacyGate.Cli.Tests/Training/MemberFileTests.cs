using System.Globalization;
using PrivacyGate.IO.Readers;
using PrivacyGate.IO.Spec;
using PrivacyGate.Models;
using PrivacyGate.Run.Training;
using PrivacyGate.Samples;

namespace PrivacyGate.Cli.Tests.Training;

public class MemberFileTests
{
    [Theory]
    [InlineData("")]
    [InlineData("de-DE")]
    public void What_is_written_reads_back_as_the_same_records(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        using var clinic = new ClinicRecords();
        using var folder = new TemporaryFolder();
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo(culture);
            new MemberFile(clinic.Plan, clinic.Classes).Write(clinic.Some, folder.File("members.csv"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        var again = Assert.Single(clinic.Read(folder.File("members.csv")));
        Assert.Equal(clinic.Some.Keys, again.Keys);
        Assert.Equal(clinic.Some.Labels, again.Labels);
        Assert.Equal((float[])clinic.Some.Features[0].Values, (float[])again.Features[0].Values);

        // The same columns as the user's own file, in its order.
        Assert.Equal(File.ReadLines(Repository.Path("samples", "data", "members.csv")).First(), File.ReadLines(folder.File("members.csv")).First());
    }

    [Fact]
    public void Texts_with_commas_quotes_and_line_ends_stay_one_cell_and_arrays_become_columns()
    {
        var location = new SourceLocation("privacygate.json", 1);
        InputFeed[] feeds =
        [
            new(new ModelInput("City", ElementKind.Text, [1]), [1], ["city, \"old\""]),
            new(new ModelInput("X", ElementKind.Float64, [2]), [2], ["x"]),
            new(new ModelInput("F", ElementKind.Boolean, [1]), [1], ["flag"]),
            new(new ModelInput("City2", ElementKind.Text, [1]), [1], ["city, \"old\""]),
        ];
        var plan = new FeaturePlan(feeds, new RecordKeys(new SpecValue<string>("y", location)), false);
        string[] cities = ["a,\"b\"\nc", ""];
        var records = new RecordBatch(
            [
                new FeatureBlock("City", ElementKind.Text, [1], cities),
                new FeatureBlock("X", ElementKind.Float64, [2], new[] { .1, 1e300, -0.0, 3 }),
                new FeatureBlock("F", ElementKind.Boolean, [1], new[] { true, false }),
                new FeatureBlock("City2", ElementKind.Text, [1], cities),
            ],
            [1, 0], [1, 2], null, []);
        using var folder = new TemporaryFolder();
        new MemberFile(plan, null).Write(records, folder.File("m.csv"));
        Assert.Equal("\"city, \"\"old\"\"\",x_0,x_1,flag,y\n\"a,\"\"b\"\"\nc\",0.1,1E+300,true,1\n,-0,3,false,0\n", File.ReadAllText(folder.File("m.csv")));
    }
}
