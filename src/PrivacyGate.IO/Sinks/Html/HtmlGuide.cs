using PrivacyGate.IO.Sinks.View;

namespace PrivacyGate.IO.Sinks.Html;

/// <summary>For who keeps the report on file: what its words mean and what it does not say.</summary>
internal static class HtmlGuide
{
    public static Markup Section() => Markup.Of(
        $"""
        <section class="card" aria-labelledby="limits">
        <h2 id="limits">What this report does not say</h2>
        <ul>
        <li>It speaks of the very model files named by their SHA-256. A model that is trained again is audited again.</li>
        <li>A pass says that, with the stated confidence, none of the attacks listed does better than the budget. It does not say that the data is anonymous, nor that no better attack exists.</li>
        <li>The figures hold for records like those given: members that were in the training data, non-members of the same kind that were not.</li>
        <li>&#8220;Not measurable&#8221; and &#8220;inconclusive&#8221; are no pass.</li>
        <li>{ReportView.NoRecord}</li>
        </ul>
        </section>
        <section class="card" aria-labelledby="terms">
        <h2 id="terms">Terms</h2>
        <dl class="facts">
        <div><dt>member, non-member</dt><dd>a record the model was trained on, and one of the same kind that it never saw</dd></div>
        <div><dt>membership-inference attack</dt><dd>guesses from the model&#8217;s answers alone which of the two a record is; where that works, whoever can query the model learns who was in the training data</dd></div>
        <div><dt>membership advantage</dt><dd>how much more often an attack says &#8220;member&#8221; of members than of non-members: 0 is guessing, 1 is certainty</dd></div>
        <div><dt>true-positive rate at a false-positive rate</dt><dd>the share of members found while hardly ever accusing a non-member; guessing finds that same rate</dd></div>
        <div><dt>area under the ROC curve</dt><dd>how often a random member is ranked above a random non-member: 0.5 is guessing, 1 is certainty</dd></div>
        <div><dt>proven epsilon</dt><dd>a lower bound of the privacy loss of differential privacy, in nats: 0 is nothing proven</dd></div>
        <div><dt>battery</dt><dd>all attacks together; its advantage is what is held against the budget</dd></div>
        </dl>
        </section>
        """);
}
