using System.Diagnostics;
using System.Text.RegularExpressions;
using PrivacyGate.Models;
using PrivacyGate.Run.Training;

namespace PrivacyGate.Cli.Tests.Training;

public sealed class CommandTrainerTests : IDisposable
{
    private readonly ClinicRecords clinic = new();
    private readonly TemporaryFolder folder = new();

    [UnixFact]
    public void The_program_gets_records_seed_and_path_and_its_model_is_opened()
    {
        using var trainer = Trainer($"""
            cp '{ClinicRecords.Model}' "$3"
            cp "$1" seen.csv
            printf '%s|%s|%s' "$2" "$4" "$(dirname "$1")" > seen.txt
            """, "'it is  one'");
        using var shadow = trainer.Train(clinic.Some, 7, CancellationToken.None);
        Assert.Equal(clinic.Some.Count, shadow.Classifier.Predict(clinic.Some, CancellationToken.None).Count);
        Assert.InRange(shadow.Summary.MeanLoss, 0, .01);
        Assert.Equal(clinic.Some.Keys, clinic.Read(folder.File("seen.csv")).Single().Keys);
        var seen = File.ReadAllText(folder.File("seen.txt")).Split('|');
        Assert.Equal(("7", "it is  one"), (seen[0], seen[1]));
        Assert.False(Directory.Exists(seen[2]), "something was left behind");
        Assert.Equal(TrainerKinds.Command, trainer.Description.Kind);
    }

    [UnixFact]
    public void A_program_that_fails_is_not_quoted_but_its_last_lines_are_kept()
    {
        using var trainer = Trainer("""
            i=0; while [ $i -lt 500 ]; do echo "epoch $i"; i=$((i+1)); done
            printf 'Trac\303\251 [x] ##vso[task.complete] error: \033[31mno numpy\n' >&2
            exit 3
            """);
        var message = Refused(DiagnosticIds.TrainerFailed, () => trainer.Train(clinic.Some, 1, CancellationToken.None));
        Assert.Contains("exit code 3; what it printed last is in ", message, StringComparison.Ordinal);
        Assert.DoesNotContain("no numpy", message, StringComparison.Ordinal);
        Assert.DoesNotContain("epoch", message, StringComparison.Ordinal);
        var log = Kept(message);
        Assert.Contains("no numpy", log, StringComparison.Ordinal);
        Assert.Contains("epoch 499\n", log, StringComparison.Ordinal);
        Assert.DoesNotContain("epoch 9\n", log, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', log);
        Assert.Empty(Leftovers());
    }

    [UnixFact]
    public void A_program_that_does_not_end_is_stopped_with_what_it_started()
    {
        using var trainer = Trainer("""
            sleep 300 &
            echo $! > child.txt
            echo waiting
            wait
            """, timeOut: TimeSpan.FromSeconds(2));
        var message = Refused(DiagnosticIds.TrainerTimedOut, () => trainer.Train(clinic.Some, 1, CancellationToken.None));
        Assert.Contains("2 s", message, StringComparison.Ordinal);
        Assert.Contains("waiting\n", Kept(message), StringComparison.Ordinal);
        Assert.True(HasEnded(int.Parse(File.ReadAllText(folder.File("child.txt")), System.Globalization.CultureInfo.InvariantCulture)));
    }

    /// <summary>A child in a session of its own is nobody's descendant any more once the program has ended.</summary>
    [LinuxTheory]
    [InlineData("it succeeds")]
    [InlineData("it fails")]
    [InlineData("it takes too long")]
    public void What_a_program_leaves_behind_is_ended_when(string how)
    {
        using var trainer = Trainer(
            $"""
            setsid sleep 300 > /dev/null 2>&1 &
            echo $! > child.txt
            (setsid sh -c 'echo $$ > grandchild.txt; sleep 300 & wait' > /dev/null 2>&1 &)
            while [ ! -s grandchild.txt ]; do sleep 0.05; done
            {how switch
            {
                "it succeeds" => $"""cp '{ClinicRecords.Model}' "$3" """,
                "it fails" => "exit 1",
                _ => "sleep 300",
            }}
            """,
            timeOut: how == "it takes too long" ? TimeSpan.FromSeconds(2) : null);

        if (how == "it succeeds")
        {
            trainer.Train(clinic.Some, 1, CancellationToken.None).Dispose();
        }
        else
        {
            Refused(how == "it fails" ? DiagnosticIds.TrainerFailed : DiagnosticIds.TrainerTimedOut, () => trainer.Train(clinic.Some, 1, CancellationToken.None));
        }

        Assert.All(new[] { "child.txt", "grandchild.txt" }, file => Assert.True(HasEnded(int.Parse(File.ReadAllText(folder.File(file)), System.Globalization.CultureInfo.InvariantCulture), 5_000), $"{file} still runs"));
    }

    /// <summary>A build of one training that used a server of another would fail when that one ends.</summary>
    [UnixFact]
    public void Build_servers_are_not_shared_between_trainings()
    {
        using var trainer = Trainer($"""
            env > seen.txt
            cp '{ClinicRecords.Model}' "$3"
            """);
        trainer.Train(clinic.Some, 1, CancellationToken.None).Dispose();
        var seen = File.ReadAllLines(folder.File("seen.txt"));
        Assert.All(["MSBUILDDISABLENODEREUSE", "DOTNET_CLI_USE_MSBUILD_SERVER", "UseSharedCompilation", "OMP_NUM_THREADS"], name =>
            Assert.Contains(seen, line => line.StartsWith(name + "=", StringComparison.Ordinal) && line.Length > name.Length + 1));
    }

    /// <summary>Shadows train side by side, and one that ends must not take another with it.</summary>
    [LinuxFact]
    public void A_program_that_ends_leaves_others_alone()
    {
        using var trainer = Trainer($"""
            [ "$2" = 2 ] && while [ ! -e go.txt ]; do sleep 0.05; done
            cp '{ClinicRecords.Model}' "$3"
            """);
        var slow = Task.Run(() => trainer.Train(clinic.Some, 2, CancellationToken.None));
        for (ulong seed = 10; seed < 13; seed++)
        {
            trainer.Train(clinic.Some, seed, CancellationToken.None).Dispose();
        }

        Assert.False(slow.IsCompleted);
        folder.Write("go.txt", "");
        slow.GetAwaiter().GetResult().Dispose();
    }

    [UnixFact]
    public void Cancelling_stops_the_program()
    {
        using var trainer = Trainer("""
            echo $$ > own.txt
            sleep 300
            """);
        using var stop = new CancellationTokenSource();
        Task training = Task.Run(() => trainer.Train(clinic.Some, 1, stop.Token));
        Assert.True(SpinWait.SpinUntil(() => File.Exists(folder.File("own.txt")) && File.ReadAllText(folder.File("own.txt")).EndsWith('\n'), 60_000));
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => training.GetAwaiter().GetResult());
        Assert.True(HasEnded(int.Parse(File.ReadAllText(folder.File("own.txt")), System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Empty(Leftovers());
    }

    [UnixFact]
    public void A_program_that_writes_no_model_or_another_one_is_refused()
    {
        using var none = Trainer("true");
        Assert.Contains("no model to {model}; it printed nothing;", Refused(DiagnosticIds.TrainerFailed, () => none.Train(clinic.Some, 1, CancellationToken.None)), StringComparison.Ordinal);
        using var other = Trainer($"""cp '{ClinicRecords.OtherModel}' "$3" """);
        var message = Refused(DiagnosticIds.ShadowModelMisfit, () => other.Train(clinic.Some, 1, CancellationToken.None));
        Assert.Contains("inputs of other names, types or shapes", message, StringComparison.Ordinal);
        Assert.DoesNotContain("features", message, StringComparison.Ordinal);
        using var folderForModel = Trainer("mkdir \"$3\"");
        Assert.Contains("no model", Refused(DiagnosticIds.TrainerFailed, () => folderForModel.Train(clinic.Some, 1, CancellationToken.None)), StringComparison.Ordinal);
        foreach (var trick in (string[])["mkfifo \"$3\"", "ln -s /dev/zero \"$3\""])
        {
            using var noFile = Trainer(trick);
            Assert.Contains("not a file", Refused(DiagnosticIds.FileUnreadable, () => noFile.Train(clinic.Some, 1, CancellationToken.None)), StringComparison.Ordinal);
        }

        using var junk = Trainer("""echo junk > "$3" """);
        Refused(DiagnosticIds.NotAnOnnxModel, () => junk.Train(clinic.Some, 1, CancellationToken.None));
        Assert.Empty(Leftovers());
    }

    [Fact]
    public void A_program_that_is_not_there_is_told()
    {
        using var trainer = new CommandTrainer(
            CommandTemplate.Parse("no-such-program-of-ours {members} {model}"), folder.Path, TimeSpan.FromMinutes(1), (_, path) => File.WriteAllText(path, ""), clinic.Foreign());
        Assert.Contains("could not be started", Refused(DiagnosticIds.TrainerFailed, () => trainer.Train(clinic.Some, 1, CancellationToken.None)), StringComparison.Ordinal);
    }

    [UnixFact]
    public void The_fingerprint_changes_with_the_script()
    {
        using var one = Trainer("true");
        using var same = Trainer("true");
        using var other = Trainer("false");
        Assert.Equal(one.Description, same.Description);
        Assert.NotEqual(one.Description.Fingerprint, other.Description.Fingerprint);
        Assert.Equal(one.Description.Text, other.Description.Text);
    }

    public void Dispose()
    {
        clinic.Dispose();
        folder.Dispose();
    }

    /// <summary>A shell script that is called with members, seed, model and one more argument.</summary>
    private CommandTrainer Trainer(string script, string more = "x", TimeSpan? timeOut = null)
    {
        folder.Write("the script.sh", script);
        return new CommandTrainer(
            CommandTemplate.Parse($"sh \"the script.sh\" {{members}} {{seed}} {{model}} {more}"),
            folder.Path,
            timeOut ?? TimeSpan.FromMinutes(2),
            new MemberFile(clinic.Plan, clinic.Classes).Write,
            clinic.Foreign());
    }

    /// <summary>Whatever the scripts of this test wrote beside what they were asked to.</summary>
    private string[] Leftovers() => [.. folder.Names().Where(static name => name is not ("the script.sh" or "own.txt" or "child.txt"))];

    /// <summary>The file that a message says the program's lines are in; it is removed.</summary>
    private static string Kept(string message)
    {
        var path = Regex.Match(message, "is in (?<path>[^;]+);").Groups["path"].Value;
        var text = File.ReadAllText(path);
        File.Delete(path);
        return text;
    }

    private static string Refused(string id, Action act)
    {
        var refusal = Assert.Throws<InputException>(act);
        Assert.Equal(id, refusal.Diagnostic.Id);
        Assert.All(refusal.Diagnostic.Message, c => Assert.InRange(c, ' ', '~'));
        Assert.DoesNotContain(" [", refusal.Diagnostic.Message, StringComparison.Ordinal);
        return refusal.Diagnostic.Message;
    }

    /// <summary>Killed, or waiting for a parent to take note of it.</summary>
    private static bool HasEnded(int id, int milliseconds = 30_000) => SpinWait.SpinUntil(
        () =>
        {
            try
            {
                using var process = Process.GetProcessById(id);
                return process.HasExited || (File.Exists($"/proc/{id}/stat") && File.ReadAllText($"/proc/{id}/stat").Contains(") Z ", StringComparison.Ordinal));
            }
            catch (ArgumentException)
            {
                return true;
            }
        },
        milliseconds);
}
