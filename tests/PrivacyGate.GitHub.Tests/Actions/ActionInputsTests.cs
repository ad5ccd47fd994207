using PrivacyGate.GitHub.Actions;

namespace PrivacyGate.GitHub.Tests.Actions;

public class ActionInputsTests
{
    [Fact]
    public void Without_inputs_everything_has_its_default() => Assert.Equal(
        new ActionInputs(ActionMode.Check, null, "privacygate-report", FailOn.Fail, null, CommentMode.Auto, null, true, true, false, false, AllowCommand.Auto, null),
        ActionInputs.From(_ => null));

    [Fact]
    public void Blank_inputs_are_none() => Assert.Equal(ActionInputs.From(_ => null), ActionInputs.From(_ => " \n"));

    [Theory]
    [InlineData("mode", "Publish", "check or publish")]
    [InlineData("fail-on", "inconclusve", "fail or inconclusive or never")]
    [InlineData("comment", "yes", "auto or always or on-failure or off")]
    [InlineData("annotations", "1", "true or false")]
    [InlineData("summary", "on", "true or false")]
    [InlineData("sarif", "True", "true or false")]
    [InlineData("check-run", "x\n::error::y [z", "true or false")]
    public void A_word_that_is_none_of_the_allowed_is_refused(string input, string value, string allowed)
    {
        var problem = Assert.Throws<InputException>(() => SampleRuns.Inputs((input, value))).Diagnostic;
        Assert.Equal(DiagnosticIds.Usage, problem.Id);
        Assert.EndsWith($"write {allowed}", problem.Message, StringComparison.Ordinal);
        Assert.StartsWith($"input '{input}' is '", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem.Message);
        Assert.DoesNotContain(" [", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_working_directory_holds_spec_reports_and_base_value()
    {
        var inputs = SampleRuns.Inputs(("working-directory", "svc"), ("baseline", "base/report.json"));
        Assert.Equal(
            (Path.Combine("svc", "privacygate.json"), Path.Combine("svc", "privacygate-report"), Path.Combine("svc", "base/report.json")),
            (inputs.Config, inputs.Report, inputs.Baseline));
    }
}
