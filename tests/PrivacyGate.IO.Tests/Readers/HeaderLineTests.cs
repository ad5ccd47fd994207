using System.Globalization;
using PrivacyGate.IO.Readers;
using PrivacyGate.Models;
using PrivacyGate.Samples;

namespace PrivacyGate.IO.Tests.Readers;

/// <summary>A file without a header line starts with a record, and no message may repeat any of it.</summary>
public sealed class HeaderLineTests : IDisposable
{
    private const string Canary = "CANARY-Jane-Doe";

    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("HighCost")]
    [InlineData("age")]
    [InlineData("y")]
    [InlineData("88")]
    [InlineData("F")]
    public void A_file_without_a_header_line_is_refused_without_a_word_of_its_first_record(string label)
    {
        folder.Write("t.csv", "88,31.3,F,n,CANARY-Jane-Doe\n17,20.5,M,y,CANARY-Bert\n45,19.1,F,n,CANARY-Ines\n");

        var refusal = ScratchFolder.Refused(() => folder.ReadMatrix("t.csv", keys: ScratchFolder.Keys(label, features: ["age", "bmi"])));

        AssertTellsNothing(refusal.Message);
        Assert.Equal((DiagnosticIds.HeaderMissing, 1), (refusal.Id, refusal.Location!.Line));
        Assert.Contains("the first line looks like a record", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Berlin,F,smoker,CANARY-Jane-Doe\nParis,M,never,CANARY-Bert\n", "risk")]
    [InlineData("Berlin,F,smoker,CANARY-Jane-Doe\nParis,M,never,CANARY-Bert\n", "smokr")]
    [InlineData("Berlin,F,smoker,CANARY-Jane-Doe\n", "y")]
    [InlineData("CANARY-Jane-Doe 31.3 F yes\n", "risk")]
    [InlineData("CANARY-Jane-Doe,F\nBert\n", "risk")]
    [InlineData("CANARY-Jane-Doe,<31.3,>9.75,n/d,F\nCANARY-Bert,20.5,9,1,M\n", "risk")]
    [InlineData("CANARY-Jane-Doe,NA,?,,F\nCANARY-Bert,20.5,9,1,M\n", "risk")]
    [InlineData("CANARY-Jane-Doe,31.3 mg/l,9%,unknown,F\nCANARY-Bert,20.5,9,1,M\n", "risk")]
    [InlineData("CANARY-Jane-Doe,smoker,Berlin,smoker2,F\nCANARY-Bert,20.5,9,1,F\n", "risk")]
    public void A_first_line_that_may_be_a_record_is_not_repeated(string text, string label)
    {
        folder.Write("t.csv", text);

        var refusal = ScratchFolder.Refused(() => folder.ReadMatrix("t.csv", keys: ScratchFolder.Keys(label)));

        AssertTellsNothing(refusal.Message);
        Assert.Equal(DiagnosticIds.ColumnMissing, refusal.Id);
        Assert.Contains("add a header line", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_single_value_of_the_first_record_stays_untold_for_any_wrong_name()
    {
        string[] cells = ["88", "31.3", "Fribourg", "yes", "true", "CANARYSSN-Jane", "0.25", "Nurse"];
        folder.Write("t.csv", string.Join(',', cells) + "\n" + string.Concat(Enumerable.Range(1, 30).Select(i => FormattableString.Invariant($"{20 + i},{i}.5,Basel,no,false,P{i},0.{i},Clerk\n"))));
        folder.Write("good.csv", "age,bmi,city,smokes,insured,id,share,job\n" + string.Concat(Enumerable.Range(1, 30).Select(i => FormattableString.Invariant($"{20 + i},{i}.5,Basel,no,false,P{i},0.{i},Clerk\n"))));
        foreach (var name in (string[])["age", "yess", "Fribourgh", "Nurs", "job", "31", "share"])
        {
            string[][] files = [["t.csv"], ["t.csv", "good.csv"], ["good.csv", "t.csv"]];
            foreach (var names in files)
            {
                var refusal = ScratchFolder.Refused(() => FeaturePlan.Match(
                    [new ModelInput("x", ElementKind.Float32, [3])], [.. names.Select(file => folder.Open(file))], ScratchFolder.Keys(name)));

                // A good file that lacks the name may say which names it has.
                if (refusal.Message.StartsWith("t.csv", StringComparison.Ordinal))
                {
                    Assert.All(cells.Where(cell => cell != name), cell => Assert.DoesNotContain($"'{cell}'", refusal.Message, StringComparison.Ordinal));
                }
            }
        }
    }

    /// <summary>A header that lacks its line end has the first record in its last names.</summary>
    [Theory]
    [InlineData("y,age,bmi,job1,88,31.3,CANARY-Jane-Doe\n0,17,20.5,CANARY-Bert\n1,45,19.1,CANARY-Ines\n")]
    [InlineData("y,age,\"bmi\nCANARY-Jane-Doe,x\",job\n0,17,20.5,CANARY-Bert\n")]
    public void A_damaged_header_is_not_repeated(string text)
    {
        folder.Write("t.csv", text);
        folder.Write("good.csv", "y,age,bmi,job\n0,17,20.5,Clerk\n1,45,19.1,Nurse\n");
        string[][] files = [["t.csv", "good.csv"], ["good.csv", "t.csv"]];
        foreach (var names in files)
        {
            AssertTellsNothing(ScratchFolder.Refused(() => FeaturePlan.Match(
                [new ModelInput("x", ElementKind.Float32, [3])], [.. names.Select(file => folder.Open(file))], ScratchFolder.Keys("y"))).Message);
        }
    }

    [Fact]
    public void A_record_that_holds_the_label_by_chance_is_still_no_header()
    {
        folder.Write("t.csv", "88,31.3,cancer,CANARY-Jane-Doe\n17,20.5,none,CANARY-Bert\n45,19.1,none,CANARY-Ines\n");

        var refusal = ScratchFolder.Refused(() => folder.ReadMatrix("t.csv", keys: ScratchFolder.Keys("cancer")));

        AssertTellsNothing(refusal.Message);
        Assert.Equal(DiagnosticIds.HeaderMissing, refusal.Id);
    }

    [Fact]
    public void Two_equal_values_of_a_record_are_not_told_as_a_name()
    {
        folder.Write("text.csv", "CANARY-Jane-Doe,F,CANARY-Jane-Doe\n");
        folder.Write("number.csv", "31.3,F,31.3\n");

        var text = ScratchFolder.Refused(() => folder.Open("text.csv"));
        var number = ScratchFolder.Refused(() => folder.Open("number.csv"));

        AssertTellsNothing(text.Message);
        AssertTellsNothing(number.Message);
        Assert.Equal((DiagnosticIds.DuplicateColumn, DiagnosticIds.HeaderMissing), (text.Id, number.Id));
        Assert.Contains("columns 1 and 3", text.Message, StringComparison.Ordinal);
    }

    /// <summary>As the Iris data are published: the first record falls from cell to cell.</summary>
    [Theory]
    [InlineData("31.3,3.5,1.4,0.2,CANARY-setosa\n4.9,3.0,1.4,0.2,CANARY-setosa\n7.0,3.2,4.7,1.4,CANARY-color\n")]
    [InlineData("1.4,3.5,5.1,31.3,CANARY-setosa\n1.4,3.0,4.9,8.2,CANARY-setosa\n4.7,3.2,7.0,9.4,CANARY-color\n")]
    public void Numbers_that_rise_or_fall_are_no_names_above_a_class_that_is_a_value(string text)
    {
        folder.Write("t.csv", text);

        var refusal = ScratchFolder.Refused(() => folder.ReadMatrix("t.csv", keys: ScratchFolder.Keys("species")));
        var stated = ScratchFolder.Refused(() => folder.ReadMatrix("t.csv", keys: ScratchFolder.Keys("CANARY-setosa")));

        AssertTellsNothing(refusal.Message);
        AssertTellsNothing(stated.Message);
        Assert.Equal((DiagnosticIds.HeaderMissing, DiagnosticIds.HeaderMissing), (refusal.Id, stated.Id));
        Assert.Equal(DiagnosticIds.HeaderMissing, ScratchFolder.Refused(() => DataPreview.Of(folder.PathOf("t.csv"))).Id);
    }

    /// <summary>A table on its side has a person in each column, and only names that both files have are told.</summary>
    [Fact]
    public void Names_of_one_file_alone_are_not_told()
    {
        folder.Write("t.csv", "gene,weight,CANARY_Jane,CANARY_Bert\n1,2,3,4\n2,3,4,5\n");
        folder.Write("good.csv", "gene,weight,CANARY_Ines,CANARY_Adam\n1,2,3,4\n2,3,4,5\n");

        var refusal = ScratchFolder.Refused(() => FeaturePlan.Match(
            [new ModelInput("x", ElementKind.Float32, [3])], [folder.Open("t.csv"), folder.Open("good.csv")], ScratchFolder.Keys("outcome")));

        Assert.EndsWith("; known: 'gene', 'weight' and 2 more", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_is_told_by_its_place_below_a_line_that_may_be_a_record()
    {
        folder.Write("t.csv", "CANARY-Jane-Doe,town,label\nBert,1.5,0\nIda,x,1\n");

        var refusal = ScratchFolder.Refused(() => folder.ReadMatrix("t.csv", keys: ScratchFolder.Keys("label")));

        AssertTellsNothing(refusal.Message);
        Assert.Equal(DiagnosticIds.CellNotNumber, refusal.Id);
        Assert.Contains("t.csv, column 1: ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_of_very_many_columns_is_refused()
    {
        folder.Write("t.csv", new string(',', 1_000_000) + "\n");

        Assert.Equal(DiagnosticIds.DataFormat, ScratchFolder.Refused(() => folder.Open("t.csv")).Id);
    }

    [Fact]
    public void A_preview_takes_no_record_for_names()
    {
        folder.Write("t.csv", "88,31.3,yes\n17,20.5,no\n");

        Assert.Equal(DiagnosticIds.HeaderMissing, ScratchFolder.Refused(() => DataPreview.Of(folder.PathOf("t.csv"))).Id);
    }

    [Theory]
    [InlineData("0,1,2,3,label")]
    [InlineData("label,400.5,402.0,403.5,405.0")]
    [InlineData("2021,2020,2019,2018,label")]
    [InlineData("17,3,250,9,label")]
    [InlineData("0.5,1.5,2,8,label")]
    [InlineData("a,b,c,d,label")]
    public void Numbers_that_are_names_are_taken(string header)
    {
        var names = header.Split(',');
        folder.Write("t.csv", header + "\n" + string.Concat(Enumerable.Repeat(string.Join(',', names.Select(static name => name == "label" ? "1" : "0.5")) + "\n", 3)));

        Assert.Equal(3, folder.ReadMatrix("t.csv").Count);
    }

    [Fact]
    public void A_header_of_texts_over_numbers_is_told_with_its_nearest_name()
    {
        folder.Write("t.csv", "mean_radius,mean_texture,diagnosis\n1.5,2.5,B\n2.5,1.5,M\n");

        Assert.EndsWith("did you mean 'diagnosis'?", ScratchFolder.Refused(() => folder.ReadMatrix("t.csv", keys: ScratchFolder.Keys("diagnosi"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Finding_columns_takes_time_in_proportion_to_their_number()
    {
        var names = Enumerable.Range(0, 100_000).Select(static i => i.ToString("'gene'00000000", CultureInfo.InvariantCulture)).ToList();
        folder.Write("t.csv", string.Join(',', names) + ",label\n" + string.Join(',', names.Select(static _ => "1")) + ",0\n");
        names.Reverse();
        var started = TimeProvider.System.GetTimestamp();

        Assert.Equal(1, folder.ReadMatrix("t.csv", keys: ScratchFolder.Keys(features: [.. names])).Count);

        // Comparing each name with each other takes more than a minute.
        Assert.InRange(TimeProvider.System.GetElapsedTime(started).TotalSeconds, 0, 15);
    }

    private static void AssertTellsNothing(string message)
    {
        Assert.DoesNotContain(Canary, message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("31.3", message, StringComparison.Ordinal);
        Assert.DoesNotContain("smoker", message, StringComparison.Ordinal);
        Assert.DoesNotContain("Berlin", message, StringComparison.Ordinal);
    }
}
