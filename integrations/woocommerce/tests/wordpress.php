<?php
/**
 * Stands in for WordPress and WooCommerce: each function that the plugin calls is a few lines here, as its documentation says
 * it behaves.
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
/** With a nonce, as a site adds it to each script whose policy allows no others. */
function wp_print_script_tag( $attributes, $text = '' ) {
	$html = '';
	foreach ( array( 'nonce' => 'wordpress' ) + $attributes as $key => $value ) {
		$html .= sprintf( ' %s="%s"', $key, esc_attr( $value ) );
	}
	echo "<script$html>$text</script>";
}
function wp_print_inline_script_tag( $text ) {
	wp_print_script_tag( array(), $text );
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

/** What a hook prints. */
function printed( $hook, ...$arguments ) {
	ob_start();
	foreach ( isset( $GLOBALS['hooks'][ $hook ] ) ? $GLOBALS['hooks'][ $hook ] : array() as $callback ) {
		$callback( ...$arguments );
	}
	return ob_get_clean();
}

require dirname( __DIR__ ) . '/wellspring.php';
