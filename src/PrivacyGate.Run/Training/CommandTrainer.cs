using System.Security.Cryptography;
using System.Text;
using PrivacyGate.IO.Spec;
using PrivacyGate.Models;
using PrivacyGate.Samples;

namespace PrivacyGate.Run.Training;

/// <summary>Trains shadows with the user's own program: a file of records in, a model file out.</summary>
/// <param name="command">The program.</param>
/// <param name="folder">Where it runs: that of the spec.</param>
/// <param name="timeOut">How long one model may take.</param>
/// <param name="write">Writes records to a file, in the columns of the user's data.</param>
/// <param name="models">Opens what comes out.</param>
internal sealed class CommandTrainer(CommandTemplate command, string folder, TimeSpan timeOut, Action<RecordBatch, string> write, ForeignModel models) : ITrainer
{
    private readonly Lazy<WorkFolder> work = new(() => Guard(WorkFolder.Create));
    private readonly string logPath = WorkFolder.LogPath(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Environment.UserName}\n{Path.GetFullPath(folder)}\n{command.Text}")))[..12]);

    public TrainerDescription Description { get; } = new(
        TrainerKinds.Command,
        $"the project's own trainer: {command.Text}",
        $"{models.Fingerprint} {command.Text} {string.Join(' ', command.Arguments.Select(argument => HashOf(argument, folder)))}");

    public TrainedModel Train(RecordBatch records, ulong seed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(records);
        cancellation.ThrowIfCancellationRequested();
        var own = Guard(work.Value.Next);
        try
        {
            var members = Path.Combine(own, "members.csv");
            var model = Path.Combine(own, "model.onnx");
            Guard(() =>
            {
                write(records, members);
                return true;
            });
            var log = TrainerProcess.Run(command.Fill(members, seed, model), folder, timeOut, logPath, cancellation);
            return File.Exists(model)
                ? models.Open(model, "the model the training command wrote", records, cancellation)
                : throw TrainerProcess.Failed($"ended well but wrote no model to {{model}}; {log.Keep(logPath)}");
        }
        finally
        {
            WorkFolder.Remove(own);
        }
    }

    public void Dispose()
    {
        if (work.IsValueCreated)
        {
            work.Value.Dispose();
        }
    }

    private static T Guard<T>(Func<T> step)
    {
        try
        {
            return step();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                Diagnostic.Error(DiagnosticIds.OutputNotWritable, $"the records for the training command cannot be written to the folder for temporary files: {problem.GetType().Name}; name one with room in TMPDIR (TEMP on Windows)"),
                problem);
        }
    }

    /// <summary>The content of a file an argument names, such as the script: when it changes, kept shadows are of another trainer. Files it loads in turn are not seen.</summary>
    private static string HashOf(string argument, string folder)
    {
        string path;
        try
        {
            path = Path.GetFullPath(argument, Path.GetFullPath(folder));
        }
        catch (ArgumentException)
        {
            return "";
        }

        try
        {
            using var file = InputFile.Open(path, path, location: null);
            return Convert.ToHexStringLower(SHA256.HashData(file));
        }
        catch (Exception none) when (none is InputException or IOException)
        {
            // No file, or none that can be read here: the argument's text counts alone.
            return "";
        }
    }
}
