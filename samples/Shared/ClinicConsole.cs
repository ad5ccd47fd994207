using System.Globalization;
using Microsoft.ML.OnnxRuntime;

namespace Clinic;

/// <summary>Diagnoses every record of the CSV file named on the command line, or two examples when none is named.</summary>
public static class ClinicConsole
{
    public static int Run(string[] args, Func<float[], Diagnosis> classify)
    {
        try
        {
            using var csv = args.Length == 0 ? Examples() : File.OpenText(args[0]);
            var number = 0;
            foreach (var record in TumourRecord.ReadAll(csv))
            {
                Console.WriteLine(Line(++number, record, classify(record.Measurements)));
            }

            return 0;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or FormatException or OnnxRuntimeException)
        {
            Console.Error.WriteLine(problem.Message);
            return 2;
        }
    }

    // Whole percents: more digits say nothing more about the tumour, but more about who was in the training data.
    private static string Line(int number, TumourRecord record, Diagnosis answer) => string.Create(
        CultureInfo.InvariantCulture,
        $"record {number}: {answer.Name} ({answer.Probability * 100:0} %), pathologist: {record.Diagnosis ?? "not given"}");

    private static StreamReader Examples() =>
        new(typeof(ClinicConsole).Assembly.GetManifestResourceStream("examples.csv")
            ?? throw new InvalidOperationException("examples.csv is not embedded in this program."));
}
