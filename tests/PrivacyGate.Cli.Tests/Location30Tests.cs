namespace PrivacyGate.Cli.Tests;

/// <summary>A model over-fitted on real visits to places (Location-30, 446 binary features), against an independent implementation's figures.</summary>
public class Location30Tests
{
    [SharedFact("data", "location30")]
    public void Fails_with_the_figures_of_an_independent_implementation()
    {
        using var check = Location30Check.Run("\"budget\": { \"advantage\": 0.10 }");

        Assert.Equal("fail", check.Model.GetProperty("verdict").GetString());

        // Scikit-learn's roc_auc_score and the accuracies of a PyTorch implementation on the same records.
        Assert.InRange(check.Figure("loss", "auc"), 0.89, 0.91);
        Assert.InRange(check.Figure("gap", "advantage"), 0.388, 0.408);
    }

    [SharedFact("data", "location30")]
    public void Profile_standard_trains_shadows_of_the_models_own_kind_and_finds_far_more()
    {
        using var check = Location30Check.Run("\"labelOnly\": { \"queries\": 20 }", "--profile", "standard");

        var shadows = check.Model.GetProperty("shadows");
        Assert.Equal(("network", 16, 16), (shadows.GetProperty("kind").GetString(), shadows.GetProperty("count").GetInt32(), shadows.GetProperty("matched").GetInt32()));

        // An independent PyTorch implementation with 16 shadows reaches .9874 and .755.
        Assert.InRange(check.Figure("lira", "auc"), 0.97, 1);
        Assert.InRange(check.Figure("lira", "tpr@fpr=0.01"), 0.65, 1);
    }
}
