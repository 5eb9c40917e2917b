<?php
/**
 * Tests of the plugin without WordPress: each function of it that the plugin calls is a few lines here, as its
 * documentation says it behaves. `php integrations/woocommerce/tests/run.php` prints each fact; exit 1 if one fails.
 */

define( 'ABSPATH', __DIR__ );

final class Kept {
	public $values = array();
	public function get( $key ) {
		return isset( $this->values[ $key ] ) ? $this->values[ $key ] : null;
	}
	public function set( $key, $value ) {
		$this->values[ $key ] = $value;
	}
}

final class Cart {
	public $total = 50.0;
	public function is_empty() {
		return 0.0 === $this->total;
	}
	public function get_cart_contents_total() {
		return $this->total;
	}
}

final class Shop {
	public $session;
	public $cart;
	public function __construct() {
		$this->session = new Kept();
		$this->cart    = new Cart();
	}
}

final class Item {
	private $total;
	public function __construct( $total ) {
		$this->total = $total;
	}
	public function get_total() {
		return $this->total;
	}
}

final class Order {
	public $meta = array();
	public function update_meta_data( $key, $value ) {
		$this->meta[ $key ] = $value;
	}
	public function delete_meta_data( $key ) {
		unset( $this->meta[ $key ] );
	}
	public function get_meta( $key ) {
		return isset( $this->meta[ $key ] ) ? $this->meta[ $key ] : '';
	}
	public $key = 'wc_order_iSN68PMsVSXV5';
	public function get_order_key() {
		return $this->key;
	}
	public function get_currency() {
		return 'EUR';
	}
	public function get_items() {
		return array( new Item( '40.25' ), new Item( '9.75' ) );
	}
}

final class WC_AJAX {
	public static function get_endpoint( $name ) {
		return '/?wc-ajax=' . $name;
	}
}

final class Sent extends Exception {}

$GLOBALS['shop']    = new Shop();
$GLOBALS['hooks']   = array();
$GLOBALS['options'] = array();
$GLOBALS['asked']   = array();
$GLOBALS['answer']  = array( 'code' => 200, 'body' => '{}' );

function WC() {
	return $GLOBALS['shop'];
}
function add_action( $hook, $callback, $priority = 10, $arguments = 1 ) {
	$GLOBALS['hooks'][ $hook ][] = $callback;
}
function add_filter( $hook, $callback ) {
	$GLOBALS['hooks'][ $hook ][] = $callback;
}
function get_option( $name, $otherwise ) {
	return isset( $GLOBALS['options'][ $name ] ) ? $GLOBALS['options'][ $name ] : $otherwise;
}
function wp_parse_args( $given, $otherwise ) {
	return array_merge( $otherwise, $given );
}
function wp_unslash( $text ) {
	return is_string( $text ) ? stripslashes( $text ) : $text;
}
function esc_attr( $text ) {
	return htmlspecialchars( $text, ENT_QUOTES );
}
function esc_html( $text ) {
	return htmlspecialchars( $text, ENT_QUOTES );
}
function esc_html__( $text ) {
	return esc_html( $text );
}
function esc_url( $text ) {
	return $text;
}
function wp_json_encode( $value ) {
	return json_encode( $value );
}
function wp_send_json( $value ) {
	throw new Sent( json_encode( $value ) );
}
function wc_get_price_decimals() {
	return 2;
}
function get_woocommerce_currency() {
	return 'EUR';
}
function get_locale() {
	return 'de_DE';
}
function is_cart() {
	return true;
}
function is_checkout() {
	return false;
}
function is_account_page() {
	return false;
}
function wp_parse_url( $url ) {
	return parse_url( $url );
}
function wp_print_inline_script_tag( $text ) {
	echo "<script>$text</script>";
}
function wp_print_script_tag( $attributes ) {
	echo '<script ' . json_encode( $attributes, JSON_UNESCAPED_SLASHES ) . '></script>';
}
function wp_remote_get( $url, $options ) {
	$GLOBALS['asked'][] = array( $url, $options );
	return $GLOBALS['answer'];
}
function is_wp_error( $answer ) {
	return null === $answer;
}
function wp_remote_retrieve_response_code( $answer ) {
	return $answer['code'];
}
function wp_remote_retrieve_body( $answer ) {
	return $answer['body'];
}

require dirname( __DIR__ ) . '/wellspring.php';

$failed = 0;

function fact( $text, $holds ) {
	global $failed;
	echo ( $holds ? 'ok   ' : 'FAIL ' ) . $text . "\n";
	$failed += $holds ? 0 : 1;
}

/** What a hook prints. */
function printed( $hook, ...$arguments ) {
	ob_start();
	foreach ( isset( $GLOBALS['hooks'][ $hook ] ) ? $GLOBALS['hooks'][ $hook ] : array() as $callback ) {
		$callback( ...$arguments );
	}
	return ob_get_clean();
}

function pick( $cause ) {
	$_POST['cause'] = $cause;
	try {
		printed( 'wc_ajax_wellspring_pick' );
	} catch ( Sent $sent ) {
		ob_end_clean();
		return json_decode( $sent->getMessage(), true )['cause'];
	}
}

fact( 'before it is set up it shows nothing', '' === printed( 'woocommerce_before_cart_totals' ) . printed( 'wp_footer' ) );
fact( 'and writes nothing on a receipt', '' === printed( 'woocommerce_email_after_order_table', new Order(), false, false ) );

$entered = wellspring_sanitise(
	array(
		'module'    => ' https://give.tarnfell.example/elements/0123456789abcdef/wellspring.js ',
		'integrity' => 'sha384-' . str_repeat( 'A', 64 ),
		'shop'      => 'woocommerce/blog',
	)
);
fact( 'the settings take what the command prints', ! in_array( '', $entered, true ) );
$refused = wellspring_sanitise( array( 'module' => 'https://x/"><script>', 'integrity' => 'md5', 'shop' => 'shopify/web' ) );
fact( 'and leave anything else empty', array( '', '', '' ) === array_values( $refused ) );
$GLOBALS['options']['wellspring'] = $entered;

$html = printed( 'woocommerce_before_cart_totals' );
fact( 'the cart shows the causes of its connection', false !== strpos( $html, '<wellspring-causes shop="woocommerce/blog" name="wellspring_cause" value="">' ) );
fact( 'and what its goods give, without tax', false !== strpos( $html, '<wellspring-gives shop="woocommerce/blog" currency="EUR" amount="50.00">' ) );
$block = $GLOBALS['hooks']['render_block_woocommerce/checkout'][0];
fact( 'a checkout of blocks has them before it', $html . '<div>' === $block( '<div>' ) );
$scripts = printed( 'wp_footer' );
fact( 'the module is loaded by its hash', false !== strpos( $scripts, '"integrity":"sha384-AAAA' ) );
fact( 'a pick is told to WooCommerce', false !== strpos( $scripts, '?wc-ajax=wellspring_pick' ) );

fact( 'a pick is kept with the cart', 'clean-rivers' === pick( 'clean-rivers' ) && 'clean-rivers' === wellspring_pick() );
foreach ( array( 'woocommerce_checkout_create_order', 'woocommerce_store_api_checkout_update_order_meta' ) as $hook ) {
	$order = new Order();
	printed( $hook, $order );
	fact( "the order carries it: $hook", 'clean-rivers' === $order->get_meta( 'wellspring_cause' ) );
}
fact( 'the shop sees it beside the order', false !== strpos( printed( 'woocommerce_admin_order_data_after_billing_address', $order ), 'clean-rivers' ) );
fact( 'the thanks name goods and pick', false !== strpos( printed( 'woocommerce_order_details_after_order_table', $order ), 'currency="EUR" amount="50.00" cause="clean-rivers"' ) );
foreach ( array( '"><script>', 'Clean Rivers', str_repeat( 'a', 49 ), array( 'x' ), '' ) as $odd ) {
	fact( 'what is no short name is no pick: ' . substr( json_encode( $odd ), 0, 20 ), '' === pick( $odd ) );
}
printed( 'woocommerce_checkout_create_order', $order );
fact( 'a pick that was taken back leaves the order', '' === $order->get_meta( 'wellspring_cause' ) );

$order->update_meta_data( 'wellspring_cause', 'clean-rivers' );
$given             = array( 'order' => array( 'Für diese Bestellung gibt Tarnfell 1,00 € <b>' ), 'recipients' => array( 'Empfänger: Silverbeck' ) );
$view              = array( 'gives' => array( 'picks' => array( 'clean-rivers' => $given ), 'disclosure' => array( '2 % des Einkaufs' ) ) );
$GLOBALS['answer'] = array( 'code' => 200, 'body' => json_encode( $view ) );
$receipt           = printed( 'woocommerce_email_after_order_table', $order, false, false );
fact( 'the receipt says what the order gives, escaped, with its terms', '<p>Für diese Bestellung gibt Tarnfell 1,00 € &lt;b&gt;</p><p>Empfänger: Silverbeck</p><p>2 % des Einkaufs</p>' === $receipt );
$unpicked = new Order();
$view['gives']['picks'][''] = $given;
$view['thanks']         = array( 'claim' => 'Wählen Sie, wohin es geht' );
$GLOBALS['answer']      = array( 'code' => 200, 'body' => json_encode( $view ) );
$claim                  = 'https://give.tarnfell.example/c/D94YHYW3DFG7QAP491D43682H7';
fact( 'the receipt of an order without a pick has its claim link', false !== strpos( printed( 'woocommerce_email_after_order_table', $unpicked, false, false ), 'Wählen Sie, wohin es geht: ' . $claim ) );
fact( 'and so have the thanks', false !== strpos( printed( 'woocommerce_order_details_after_order_table', $unpicked ), 'claim="' . $claim . '"' ) );
$unpicked->key = 'wc_order_5a0b1c2d3e4f5';
fact( 'but not one whose key can be guessed', false === strpos( printed( 'woocommerce_order_details_after_order_table', $unpicked ), '/c/' ) );
list( $url, $how ) = end( $GLOBALS['asked'] );
fact( 'and asks the site for it once, briefly, for nobody', 'https://give.tarnfell.example/api/shop/woocommerce/blog?lang=de&currency=EUR&amount=50.00' === $url && 3 === $how['timeout'] );
fact( 'a plain receipt has lines', 3 === substr_count( printed( 'woocommerce_email_after_order_table', $order, false, true ), "\n" ) );
fact( "the shop's own mail has none", '' === printed( 'woocommerce_email_after_order_table', $order, true, false ) );
foreach ( array( null, array( 'code' => 503, 'body' => '{}' ), array( 'code' => 200, 'body' => 'no' ), array( 'code' => 200, 'body' => '{"gives":{"picks":[]}}' ) ) as $answer ) {
	$GLOBALS['answer'] = $answer;
	fact( 'a receipt says nothing where the site answers ' . json_encode( $answer ), '' === printed( 'woocommerce_email_after_order_table', $order, false, false ) );
}
printed( 'woocommerce_thankyou', 7 );
fact( 'the next cart begins without a pick', '' === wellspring_pick() );
$GLOBALS['shop']->cart->total = 0.0;
fact( 'an empty cart shows nothing', '' === printed( 'woocommerce_before_cart_totals' ) );

exit( $failed > 0 ? 1 : 0 );
