using System.Globalization;
using PrivacyGate.Benchmarks.Analyzers;

// What the analyzers cost a build of 2,000 files:
//   dotnet run -c Release --project benchmarks/Analyzers -- time > benchmarks/results/analyzers.md
// What they find in sources of others:
//   dotnet run -c Release --project benchmarks/Analyzers -- read FOLDER
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["time"]:
        BuildTime.Print(Console.Out);
        return 0;
    case ["read", var folder]:
        await Reading.PrintAsync(folder, Console.Out);
        return 0;
    default:
        Console.Error.WriteLine("time, or read FOLDER");
        return 2;
}
