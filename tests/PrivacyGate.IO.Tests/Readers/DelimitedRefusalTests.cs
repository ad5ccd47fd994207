using System.Text;
using PrivacyGate.Models;
using PrivacyGate.Samples;

namespace PrivacyGate.IO.Tests.Readers;

/// <summary>Every way a delimited file can be wrong, with the code, line and column told.</summary>
public sealed class DelimitedRefusalTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("a,b,label\n1,2,0\n1,2\n", "PG0030", 3, 0, "2 cells")]
    [InlineData("a,b,label\n1,2,0,9\n", "PG0030", 2, 0, "4 cells")]
    [InlineData("a,b,label\n1,,0\n", "PG0031", 2, 3, "'b'")]
    [InlineData("a,b,label\n1,NaN,0\n", "PG0031", 2, 3, "missing")]
    [InlineData("a,b,label\n1,  ,0\n", "PG0031", 2, 3, "missing")]
    [InlineData("a,b,label\n1,na,0\n", "PG0031", 2, 3, "missing")]
    [InlineData("a,b,label\n1,NULL,0\n", "PG0031", 2, 3, "missing")]
    [InlineData("a,b,label\n?,2,0\n", "PG0031", 2, 1, "'a'")]
    [InlineData("a,b,label\n1,2,\n", "PG0031", 2, 5, "'label'")]
    [InlineData("a,b,label\n1,two,0\n", "PG0032", 2, 3, "not a number")]
    [InlineData("a,b,label\n1,\"2,5\",0\n", "PG0032", 2, 3, "decimal comma")]
    [InlineData("a,b,label\n1,0x10,0\n", "PG0032", 2, 3, "not a number")]
    [InlineData("a,b,label\n1,1_000,0\n", "PG0032", 2, 3, "not a number")]
    [InlineData("a,b,label\n1,7731\0,0\n", "PG0032", 2, 3, "not a number")]
    [InlineData("a,b,label\n1,Infinity,0\n", "PG0032", 2, 3, "infinite")]
    [InlineData("a,b,label\n1,-Infinity,0\n", "PG0032", 2, 3, "infinite")]
    [InlineData("a,b,label\n1,1e40,0\n", "PG0032", 2, 3, "too large")]
    [InlineData("a,b,label\n1,2,-1\n", "PG0033", 2, 5, "none of the model's classes")]
    [InlineData("a,b,label\n1,2,0.5\n", "PG0033", 2, 5, "none of the model's classes")]
    [InlineData("a,b,label\n1,2,1000000\n", "PG0033", 2, 5, "none of the model's classes")]
    [InlineData("a,b,label\n1,2,maybe\n", "PG0033", 2, 5, "add \"classes\" with the labels in the order of the model's scores")]
    [InlineData("a,b,label\n", "PG0036", 4, 9, "holds no records")]
    [InlineData("", "PG0036", 4, 9, "is empty")]
    [InlineData("a,b,a,label\n1,2,3,0\n", "PG0039", 1, 0, "columns 1 and 3")]
    [InlineData("a;b;label\n1;2;0\n", "PG0037", 1, 2, "parted by ';'")]
    [InlineData("a,b,label\n1,\"2,0\n1,2,0\n", "PG0037", 2, 0, "not closed")]
    [InlineData("a,b,label\n1,\"2\"x,0\n", "PG0037", 2, 0, "closing quote")]
    [InlineData("\"li\nne\",b,label\n1,2,0\n\"1\",oops,0\n", "PG0032", 4, 5, "'b'")]
    public void A_faulty_file_is_refused_with_code_line_and_column(string text, string id, int line, int column, string says)
    {
        folder.Write("t.csv", text);

        var refusal = ScratchFolder.Refused(() => folder.ReadMatrix("t.csv"));

        Assert.Equal((id, line, column), (refusal.Id, refusal.Location!.Line, refusal.Location.Column));
        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ElementKind.Int64, "3.5", "PG0032", "not whole")]
    [InlineData(ElementKind.Int64, "7731\0", "PG0032", "whole number")]
    [InlineData(ElementKind.Float64, "7731\0", "PG0032", "not a number")]
    [InlineData(ElementKind.Int64, "9223372036854775808", "PG0032", "too large")]
    [InlineData(ElementKind.Int64, "1e300", "PG0032", "too large")]
    [InlineData(ElementKind.Int32, "2147483648", "PG0032", "too large")]
    [InlineData(ElementKind.Int32, "x", "PG0032", "not a 32-bit whole number")]
    [InlineData(ElementKind.Int32, "", "PG0031", "missing")]
    [InlineData(ElementKind.Boolean, "2", "PG0032", "not a boolean")]
    [InlineData(ElementKind.Boolean, "NA", "PG0031", "missing")]
    [InlineData(ElementKind.Float16, "70000", "PG0032", "too large")]
    [InlineData(ElementKind.Float64, "1e999", "PG0032", "too large")]
    [InlineData(ElementKind.Float32, "NA", "PG0031", "\"missing\": \"nan\"")]
    [InlineData(ElementKind.Boolean, "nope", "PG0032", "not a boolean")]
    [InlineData(ElementKind.Boolean, "0.5", "PG0032", "not a boolean")]
    public void A_cell_that_its_input_cannot_take_exactly_is_refused(ElementKind kind, string cell, string id, string says)
    {
        folder.Write("t.csv", $"a,label\n{cell},0\n");

        var refusal = ScratchFolder.Refused(() => folder.ReadAll("t.csv", [new ModelInput("a", kind, [1])], ScratchFolder.Keys()));

        Assert.Equal(id, refusal.Id);
        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ElementKind.Int64, "3.0", 3L)]
    [InlineData(ElementKind.Int64, " 3e2 ", 300L)]
    [InlineData(ElementKind.Int64, "-9223372036854775808", long.MinValue)]
    [InlineData(ElementKind.Int32, "+7", 7)]
    [InlineData(ElementKind.Boolean, "TRUE", true)]
    [InlineData(ElementKind.Boolean, "0", false)]
    [InlineData(ElementKind.Boolean, "yes", true)]
    [InlineData(ElementKind.Boolean, "No", false)]
    [InlineData(ElementKind.Boolean, "Y", true)]
    [InlineData(ElementKind.Boolean, "n", false)]
    [InlineData(ElementKind.Boolean, "T", true)]
    [InlineData(ElementKind.Boolean, " f ", false)]
    [InlineData(ElementKind.Boolean, "ON", true)]
    [InlineData(ElementKind.Boolean, "off", false)]
    [InlineData(ElementKind.Boolean, "+", true)]
    [InlineData(ElementKind.Boolean, "-", false)]
    [InlineData(ElementKind.Boolean, "1.0", true)]
    [InlineData(ElementKind.Text, "", "")]
    [InlineData(ElementKind.Float32, ".5", 0.5f)]
    [InlineData(ElementKind.Float16, "0.1", 0.0999755859375f)]
    [InlineData(ElementKind.Text, "NA", "NA")]
    public void A_cell_that_fits_is_taken(ElementKind kind, string cell, object expected)
    {
        folder.Write("t.csv", $"a,label\n{cell},0\n");

        var batch = folder.ReadAll("t.csv", [new ModelInput("a", kind, [1])], ScratchFolder.Keys()).Single();

        Assert.Equal(expected, batch.Features[0].Values.GetValue(0));
    }

    [Fact]
    public void A_cell_is_never_repeated_in_a_message()
    {
        folder.Write("t.csv", "a,label\nAnna Schmidt,0\n");

        Assert.DoesNotContain("Anna", ScratchFolder.Refused(() => folder.ReadMatrix("t.csv")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("diagnossis", null, null, null, "did you mean 'diagnosis'?")]
    [InlineData("diagnosis", "persn", null, null, "did you mean 'person'?")]
    [InlineData("diagnosis", null, "sexx", null, "did you mean 'sex'?")]
    [InlineData("diagnosis", null, null, "spilt == a", "did you mean 'split'?")]
    public void A_column_that_is_not_there_is_named_with_the_nearest(string label, string? subject, string? slice, string? where, string says)
    {
        folder.Write("t.csv", "a,person,sex,split,diagnosis\n1,p,m,a,0\n");
        var keys = ScratchFolder.Keys(label, subject: subject, slices: slice is null ? null : [slice]);

        var refusal = ScratchFolder.Refused(() => folder.ReadMatrix("t.csv", keys: keys, where: where));

        Assert.Equal(DiagnosticIds.ColumnMissing, refusal.Id);
        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_told_with_its_full_path_and_the_nearest_name()
    {
        folder.Write("train.csv", "a,label\n1,0\n");

        var refusal = ScratchFolder.Refused(() => folder.Open("trian.csv"));

        Assert.Equal(DiagnosticIds.FileNotFound, refusal.Id);
        Assert.Contains("did you mean 'train.csv'?", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(folder.Root, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(DiagnosticIds.FileNotFound, ScratchFolder.Refused(() => folder.Open("no/such/folder.csv")).Id);
    }

    [Fact]
    public void A_folder_is_not_read_as_a_file()
    {
        Directory.CreateDirectory(folder.PathOf("data.csv"));

        Assert.Equal(DiagnosticIds.FileUnreadable, ScratchFolder.Refused(() => folder.Open("data.csv")).Id);
    }

    [Theory]
    [InlineData("t.parquet")]
    [InlineData("t.npy")]
    [InlineData("t")]
    public void An_unknown_format_is_refused_by_its_name(string name)
    {
        folder.Write(name, "a,label\n1,0\n");

        Assert.Equal(DiagnosticIds.DataFormat, ScratchFolder.Refused(() => folder.Open(name)).Id);
    }

    [Fact]
    public void Text_that_is_not_gzip_is_refused()
    {
        File.WriteAllText(folder.PathOf("t.csv.gz"), "a,label\n1,0\n");

        Assert.Equal(DiagnosticIds.FileUnreadable, ScratchFolder.Refused(() => folder.Open("t.csv.gz")).Id);
    }

    [Theory]
    [InlineData(0.5, false)]
    [InlineData(0.999, false)]
    [InlineData(0.0005, false)]
    [InlineData(0.9, true)]
    public void A_gzip_file_that_was_cut_or_changed_is_refused(double at, bool changed)
    {
        var path = folder.Write("t.csv.gz", "a,label\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{i * 7919 % 10007},{i % 2}\n")));
        var bytes = File.ReadAllBytes(path);
        var middle = (int)(bytes.Length * at);
        if (changed)
        {
            bytes[middle] ^= 0x55;
        }

        File.WriteAllBytes(path, changed ? bytes : bytes[..middle]);

        var refusal = ScratchFolder.Refused(() => folder.ReadMatrix("t.csv.gz"));

        // A flipped byte may also surface as a torn row before the checksum is reached.
        Assert.Contains(refusal.Id, changed ? new[] { "PG0021", "PG0030", "PG0031", "PG0032", "PG0033", "PG0037" } : ["PG0021"]);
    }

    [Fact]
    public void Bytes_that_are_not_utf8_are_refused_where_texts_are_wanted()
    {
        folder.Write("head.csv", [.. "Gr"u8, 0xF6, 0xDF, .. "e,label\n1,0\n"u8]);
        folder.Write("cell.csv", [.. "a,label\nGr"u8, 0xF6, .. ",0\n"u8]);

        Assert.Equal(DiagnosticIds.DataFormat, ScratchFolder.Refused(() => folder.Open("head.csv")).Id);
        var cell = ScratchFolder.Refused(() => folder.ReadAll("cell.csv", [new ModelInput("a", ElementKind.Text, [1])], ScratchFolder.Keys()));
        Assert.Equal((DiagnosticIds.DataFormat, 2), (cell.Id, cell.Location!.Line));
    }

    [Fact]
    public void A_quote_that_never_closes_does_not_fill_the_memory()
    {
        using (var stream = File.Create(folder.PathOf("t.csv")))
        {
            stream.Write(Encoding.ASCII.GetBytes("a,label\n\""));
            var zeros = new byte[1 << 20];
            Array.Fill(zeros, (byte)'0');
            for (var i = 0; i < 130; i++)
            {
                stream.Write(zeros);
            }
        }

        Assert.Equal(DiagnosticIds.DataFormat, ScratchFolder.Refused(() => folder.ReadMatrix("t.csv")).Id);
    }

    [Fact]
    public void Random_bytes_are_refused_with_a_code_and_never_crash()
    {
        var random = new Random(7);
        for (var i = 0; i < 200; i++)
        {
            var bytes = new byte[random.Next(1, 400)];
            random.NextBytes(bytes);
            folder.Write("t.csv", [.. "a,label\n"u8, .. bytes]);

            var problem = Record.Exception(() => folder.ReadAll("t.csv", [new ModelInput("x", ElementKind.Float32, [-1])], ScratchFolder.Keys()));

            Assert.IsType<InputException>(problem);
        }
    }
}
