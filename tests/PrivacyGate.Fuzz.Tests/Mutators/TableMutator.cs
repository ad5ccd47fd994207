using System.Text;

namespace PrivacyGate.Fuzz.Tests.Mutators;

/// <summary>Changes cells, lines and the encoding of a table of text.</summary>
internal static class TableMutator
{
    private static readonly string[] Cells =
    [
        "", " ", "NaN", "nan", "inf", "-inf", "1e999", "1e-999", "-0", "0x10", "1,5", "1 000", "1_000", "\u00a01", "\u0661", "9223372036854775808", "340282366920938463463374607431768211456",
        "true", "yes", "?", "NA", "null", "\"", "\"\"", "\"a", "a\"", "\"a\"b", "\"a,b\"", "\"a\nb\"", "'", "\0", "\u202e", "\ufeff", "\ufffd", "=1+1", "0.1.2", "1e", "e1", "+1", "++1", ".", "-", "1.",
        "00000000000000000000000000000000000000000000000000001", "0.00000000000000000000000000000000000000000000000000000000000000000000000000001",
    ];

    private static readonly string[] LineEnds = ["\n", "\r\n", "\r", "\n\n", ""];

    public static byte[] Mutate(string seed, char separator, Random random)
    {
        var lines = seed.Split('\n').ToList();
        for (var edits = random.Edits(3); edits > 0; edits--)
        {
            Edit(lines, separator, random);
        }

        var text = string.Join(random.Next(4) == 0 ? random.Pick(LineEnds) : "\n", lines);
        return random.Next(12) switch
        {
            0 => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)],
            1 => [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)],
            2 => [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(text)],
            3 => Encoding.Latin1.GetBytes(text),
            _ => Encoding.UTF8.GetBytes(text),
        };
    }

    private static void Edit(List<string> lines, char separator, Random random)
    {
        if (lines.Count == 0)
        {
            return;
        }

        // The header is one line of many, and the one that most can go wrong with.
        var at = random.Next(3) == 0 ? 0 : random.Next(lines.Count);
        var cells = lines[at].Split(separator).ToList();
        var cell = random.Next(cells.Count);
        switch (random.Next(9))
        {
            case 0:
                lines.RemoveAt(at);
                return;
            case 1:
                lines.Insert(random.Next(lines.Count + 1), lines[at]);
                return;
            case 2:
                cells.RemoveAt(cell);
                break;
            case 3:
                cells.Insert(cell, cells[random.Next(cells.Count)]);
                break;
            case 4:
                cells[cell] = new string(random.Pick(['9', 'a', '"', ' ', '0']), 1 + random.Few(70_000));
                break;
            case 5:
                lines[at] = lines[at].Replace(separator, random.Pick([';', '\t', '|', ',', '\0']));
                return;
            default:
                cells[cell] = random.Pick(Cells);
                break;
        }

        lines[at] = string.Join(separator, cells);
    }
}
